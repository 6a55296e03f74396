using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Dns;

/// <summary>What holds for the upstreams and zones of every provider.</summary>
public sealed class StubTargetTests
{
    [Theory]
    [InlineData("ISTIO_DNS_IP", "is no literal IP or IP:port")]
    [InlineData("$(kubectl get svc -n istio-system istiocoredns -o jsonpath={.spec.clusterIP})", "is no literal IP or IP:port")]
    [InlineData("istiocoredns.istio-system", "is no literal IP or IP:port")]
    [InlineData("10.0.0.053", "is no literal IP or IP:port")]
    [InlineData("10.1", "is no literal IP or IP:port")]
    [InlineData("10.0.0.53/32", "is no literal IP or IP:port")]
    [InlineData("10.0.0.53:0", "is no literal IP or IP:port")]
    [InlineData("10.0.0.53:65536", "is no literal IP or IP:port")]
    [InlineData("10.0.0.53:", "is no literal IP or IP:port")]
    [InlineData("[2001:db8::1]", "is no literal IP or IP:port")]
    [InlineData("fe80::1%eth0", "is no literal IP or IP:port")]
    [InlineData("", "is no literal IP or IP:port")]
    [InlineData("127.0.0.1", "is a loopback address, so that CoreDNS would ask itself")]
    [InlineData("[::1]:53", "is a loopback address, so that CoreDNS would ask itself")]
    [InlineData("0.0.0.0", "is not the address of a server")]
    [InlineData("224.0.0.251", "is not the address of a server")]
    public void Reports_an_upstream_that_nobody_can_ask(string upstream, string reason)
    {
        foreach (var dns in new[] { DnsCase.KubeDns(upstream), Forward(upstream), DnsCase.Coredns() with { Upstreams = [DnsCase.At(upstream)] } })
        {
            Expect(dns, $"MGO4113 Error mesh/west.yaml:1:1: Upstream '{upstream}' {reason}.");
        }
    }

    [Theory]
    [InlineData("10.0.0.53")]
    [InlineData("10.0.0.53:5353")]
    [InlineData("2001:db8::53")]
    [InlineData("[2001:db8::53]:53")]
    public void Accepts_literal_addresses(string upstream)
    {
        Assert.Contains(
            $"forward . {upstream}\n",
            DnsCase.Data(DnsCase.Render(DnsCase.Plan(Forward(upstream)))[0], "Corefile"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_forward_without_an_upstream()
    {
        Expect(Forward(), "MGO4114 Error mesh/west.yaml:1:1: Mode 'Forward' of cluster 'west' has neither 'upstreams' nor a 'responder'.");
    }

    [Fact]
    public void Reports_more_upstreams_than_forward_takes()
    {
        string[] upstreams = [.. Enumerable.Range(1, 16).Select(number => $"10.0.0.{number}")];

        Expect(Forward(upstreams), "MGO4115 Error mesh/west.yaml:1:1: Cluster 'west' has 16 upstreams, but 'forward' takes at most 15.");
        Assert.Single(DnsCase.Render(DnsCase.Plan(Forward(upstreams[..15]))));
    }

    [Theory]
    [InlineData("10.0.0.99")]
    [InlineData("172.20.0.53:5353")]
    public void Reports_an_upstream_beside_the_responder(string upstream)
    {
        Expect(
            DnsCase.KubeDns(upstream) with { ResponderClusterIP = DnsCase.At("172.20.0.53") },
            $"MGO4116 Error mesh/west.yaml:1:1: Upstream '{upstream}' stands beside the responder '172.20.0.53', which alone knows the hosts.");
    }

    [Theory]
    [InlineData("172.20.0.53:53", "is no literal IP")]
    [InlineData("RESPONDER_IP", "is no literal IP")]
    [InlineData("127.0.0.1", "is a loopback address, so that CoreDNS would ask itself")]
    [InlineData("0.0.0.0", "is not the address of a server")]
    public void Reports_a_responder_without_an_address_of_its_own(string address, string reason)
    {
        Expect(
            DnsCase.KubeDns() with { ResponderClusterIP = DnsCase.At(address) },
            $"MGO4123 Error mesh/west.yaml:1:1: The ClusterIP '{address}' of the responder {reason}.");
    }

    [Fact]
    public void Reports_a_responder_of_a_release_without_readiness()
    {
        Expect(
            DnsCase.KubeDns() with { ResponderClusterIP = DnsCase.At("172.20.0.53"), CoreDnsVersion = DnsCase.At("1.4.0") },
            "MGO4123 Error mesh/west.yaml:1:1: The responder needs CoreDNS 1.5.0 or later, but cluster 'west' declares 1.4.0.");
    }

    [Fact]
    public void Warns_of_a_responder_in_mode_Hosts_and_does_not_forward_to_it()
    {
        var dns = DnsCase.Coredns() with { ResponderClusterIP = DnsCase.At("172.20.0.53"), Upstreams = [DnsCase.At("172.20.0.53")] };

        Expect(dns, "MGO4122 Warning mesh/west.yaml:1:1: The responder of cluster 'west' is not rendered in mode 'Hosts'.");
        var manifest = Assert.Single(MeshGitOps.Rendering.Dns.DnsManifests.Render(DnsCase.Plan(dns)).Value.Manifests);
        Assert.Contains("forward . /etc/resolv.conf\n}\n#", DnsCase.Data(manifest, "Corefile"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.11.1-eksbuild.4")]
    [InlineData("1")]
    [InlineData("1.11.1.2")]
    [InlineData("1.011")]
    [InlineData("latest")]
    public void Reports_what_is_no_version_of_CoreDNS(string version)
    {
        Expect(
            DnsCase.Coredns() with { CoreDnsVersion = DnsCase.At(version) },
            $"MGO4121 Error mesh/west.yaml:1:1: '{version}' is not a version of CoreDNS.");
    }

    [Theory]
    [InlineData("cluster.local")]
    [InlineData("local")]
    public void Reports_a_zone_that_takes_the_cluster_domain(string domain)
    {
        Expect(
            Zones(DnsCase.Zone("acme", domain, ("a." + domain, "240.0.0.1"))),
            $"MGO4119 Error mesh/west.yaml:1:1: Zone '{domain}' covers the domain 'cluster.local' of cluster 'west'.");
    }

    [Fact]
    public void Reports_a_zone_of_two_GlobalNamespaces()
    {
        Expect(
            Zones(DnsCase.Acme, DnsCase.Acme with { GlobalNamespace = "books" }),
            "MGO4120 Error mesh/west.yaml:1:1: Zone 'acme.example.com' of GlobalNamespace 'books' is also a zone of GlobalNamespace 'acme' in cluster 'west'.");
    }

    [Fact]
    public void Reports_a_zone_that_is_no_name()
    {
        Expect(
            Zones(DnsCase.Zone("acme", "acme.example.com {\n")),
            "MGO4118 Error mesh/west.yaml:1:1: Zone 'acme.example.com {\n' is no DNS name in lower case.");
    }

    [Theory]
    [InlineData("catalog.other.example.com", "240.0.0.1", "lies outside zone 'acme.example.com'")]
    [InlineData("xacme.example.com", "240.0.0.1", "lies outside zone 'acme.example.com'")]
    [InlineData("*.acme.example.com", "240.0.0.1", "is no DNS name")]
    [InlineData("catalog.acme.example.com", "240.0.0.1/32", "has '240.0.0.1/32' in the place of an address")]
    public void Reports_a_record_that_CoreDNS_would_not_answer(string host, string address, string reason)
    {
        Expect(
            Zones(DnsCase.Zone("acme", "acme.example.com", (host, address))),
            $"MGO4199 Error mesh/west.yaml:1:1: Host '{host}' {reason}.");
    }

    private static DnsPlan Forward(params string[] upstreams) =>
        DnsCase.Coredns() with { Mode = DnsMode.Forward, Upstreams = [.. upstreams.Select(DnsCase.At)] };

    private static DnsPlan Zones(params DnsZone[] zones) => DnsCase.Coredns() with { Zones = [.. zones] };

    private static void Expect(DnsPlan dns, string expected) => Assert.Equal(expected, DnsCase.Describe(DnsCase.Find(DnsCase.Plan(dns))));
}
