using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Tests.Dns;

public sealed class KubeDnsStubTests
{
    [Fact]
    public void Keeps_existing_stubs_and_adds_ours_sorted()
    {
        var dns = DnsCase.KubeDns("10.100.0.53", "[2001:db8::53]:5353") with
        {
            ExistingStubDomains = [DnsCase.Stub("consul", "10.4.0.9"), DnsCase.Stub("a.example.net", "ns.example.net", "10.4.0.8:5353")],
        };

        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(dns)));

        Assert.Equal(("kube-system", "kube-dns"), (manifest.Namespace, manifest.Name));
        Assert.Equal(ManifestConcern.Shared, manifest.Placement.Concern);
        Assert.True(SharedObjectGuard.IsOn(manifest.Root));
        Assert.Equal(
            """
            {
              "a.example.net": [
                "ns.example.net",
                "10.4.0.8:5353"
              ],
              "acme.example.com": [
                "10.100.0.53",
                "[2001:db8::53]:5353"
              ],
              "consul": [
                "10.4.0.9"
              ]
            }

            """,
            DnsCase.Data(manifest, "stubDomains"));
    }

    [Fact]
    public void Reports_a_stub_that_leads_elsewhere()
    {
        Expect(
            DnsCase.KubeDns("10.100.0.53") with { ExistingStubDomains = [DnsCase.Stub("acme.example.com", "10.4.0.9", "10.4.0.8")] },
            "MGO4117 Error mesh/west.yaml:1:1: The stub 'acme.example.com' of cluster 'west' leads to '10.4.0.9', '10.4.0.8', "
            + "but GlobalNamespace 'acme' needs '10.100.0.53'.");
    }

    [Fact]
    public void Accepts_a_stub_that_leads_to_the_same_servers()
    {
        var dns = DnsCase.KubeDns("10.100.0.53") with { ExistingStubDomains = [DnsCase.Stub("acme.example.com", "10.100.0.53:53")] };

        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(dns)));

        Assert.Equal("{\n  \"acme.example.com\": [\n    \"10.100.0.53:53\"\n  ]\n}\n", DnsCase.Data(manifest, "stubDomains"));
    }

    [Theory]
    [InlineData("Consul", "10.4.0.9", "The stub 'Consul' of cluster 'west' is no DNS name in lower case.")]
    [InlineData("cluster.local", "10.4.0.9", "The stub 'cluster.local' of cluster 'west' is the cluster's own domain.")]
    [InlineData("consul", null, "The stub 'consul' of cluster 'west' has no server.")]
    [InlineData("consul", "ISTIO_DNS_IP", "Server 'ISTIO_DNS_IP' of stub 'consul' is no literal IP, IP:port or DNS name.")]
    [InlineData("consul", "$(kubectl get svc)", "Server '$(kubectl get svc)' of stub 'consul' is no literal IP, IP:port or DNS name.")]
    public void Reports_an_entry_that_kube_dns_refuses(string zone, string? server, string message)
    {
        var stub = server is null ? DnsCase.Stub(zone) : DnsCase.Stub(zone, server);

        Expect(DnsCase.KubeDns("10.100.0.53") with { ExistingStubDomains = [stub] }, "MGO4118 Error mesh/west.yaml:1:1: " + message);
    }

    private static void Expect(DnsPlan dns, string expected) => Assert.Equal(expected, DnsCase.Describe(DnsCase.Find(DnsCase.Plan(dns))));
}
