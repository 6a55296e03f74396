using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Dns;

public sealed class ClosedZoneTests
{
    private static readonly Located<DnsZoneMode> Closed = new(DnsZoneMode.Closed, DnsCase.Spec.Start);

    [Fact]
    public void Writes_a_template_for_each_host_and_two_for_all_others()
    {
        var corefile = DnsCase.Data(Assert.Single(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns() with { Zone = Closed }))), "Corefile");

        Assert.Equal(
            DnsCase.Corefile + """
                # BEGIN meshgitops gns=acme
                acme.example.com:53 {
                    errors
                    cache 30
                    template IN A acme.example.com {
                        match "^catalog\.acme\.example\.com\.$"
                        answer "{{ .Name }} 30 IN A 240.0.16.7"
                        fallthrough
                    }
                    template IN A acme.example.com {
                        match "^mongo\.acme\.example\.com\.$"
                        answer "{{ .Name }} 30 IN A 240.0.16.8"
                        fallthrough
                    }
                    template ANY ANY acme.example.com {
                        match "^(acme\.example\.com|catalog\.acme\.example\.com|mongo\.acme\.example\.com)\.$"
                        rcode NOERROR
                        authority "acme.example.com. 30 IN SOA ns.dns.acme.example.com. hostmaster.acme.example.com. 1 7200 1800 86400 30"
                        fallthrough
                    }
                    template ANY ANY acme.example.com {
                        rcode NXDOMAIN
                        authority "acme.example.com. 30 IN SOA ns.dns.acme.example.com. hostmaster.acme.example.com. 1 7200 1800 86400 30"
                    }
                }
                # END meshgitops gns=acme

                """,
            corefile);
        Assert.Equal(corefile, DnsCase.Data(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(corefile) with { Zone = Closed }))[0], "Corefile"));
    }

    [Theory]
    [InlineData("catalog.shop.acme.example.com", "A", "NOERROR 240.0.16.7")]
    [InlineData("catalog.shop.acme.example.com", "AAAA", "NOERROR SOA")]
    [InlineData("six.shop.acme.example.com", "AAAA", "NOERROR 2001:db8::7")]
    [InlineData("six.shop.acme.example.com", "A", "NOERROR SOA")]
    [InlineData("shop.acme.example.com", "A", "NOERROR SOA")]
    [InlineData("acme.example.com", "SOA", "NOERROR SOA")]
    [InlineData("catalogxshop.acme.example.com", "A", "NXDOMAIN SOA")]
    [InlineData("a.catalog.shop.acme.example.com", "A", "NXDOMAIN SOA")]
    [InlineData("other.acme.example.com", "A", "NXDOMAIN SOA")]
    public void Answers(string name, string type, string answer)
    {
        var zone = DnsCase.Zone(
            "acme", "acme.example.com", ("catalog.shop.acme.example.com", "240.0.16.7"), ("six.shop.acme.example.com", "2001:db8::7"));
        var dns = DnsCase.Coredns() with { Zone = Closed, Zones = [zone] };

        var corefile = DnsCase.Data(DnsCase.Render(DnsCase.Plan(dns))[0], "Corefile");

        Assert.Equal(answer, CorefileAnswers.Ask(corefile, "acme.example.com", name, type));
    }

    [Fact]
    public void Lets_other_names_of_an_open_zone_fall_through()
    {
        var corefile = DnsCase.Data(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns()))[0], "Corefile");

        Assert.Equal("NOERROR 240.0.16.7", CorefileAnswers.Ask(corefile, "acme.example.com", "catalog.acme.example.com", "A"));
        Assert.Equal("forward . /etc/resolv.conf", CorefileAnswers.Ask(corefile, "acme.example.com", "www.acme.example.com", "A"));
    }

    [Fact]
    public void Is_kept_by_the_responder_where_the_provider_forwards()
    {
        var dns = DnsCase.KubeDns() with { Zone = Closed, ResponderClusterIP = DnsCase.At("10.8.0.53") };

        var responder = DnsCase.Render(DnsCase.Plan(dns)).Single(manifest => manifest is { Kind: "ConfigMap", Name: "meshgitops-dns" });

        var corefile = DnsCase.Data(responder, "Corefile");
        Assert.DoesNotContain("forward", corefile, StringComparison.Ordinal);
        Assert.Equal("NXDOMAIN SOA", CorefileAnswers.Ask(corefile, "acme.example.com", "www.acme.example.com", "A"));
        Assert.Equal("NOERROR 240.0.16.8", CorefileAnswers.Ask(corefile, "acme.example.com", "mongo.acme.example.com", "A"));
    }

    [Fact]
    public void Is_refused_where_upstreams_of_others_answer()
    {
        var finding = DnsCase.Find(DnsCase.Plan(DnsCase.KubeDns("10.0.0.53") with { Zone = Closed }));

        Assert.Equal(
            "MGO4126 Error mesh/west.yaml:1:1: Zone 'Closed' of cluster 'west' cannot be kept in mode 'Forward' without a responder: "
            + "the upstreams decide which names exist.",
            DnsCase.Describe(finding));
    }

    [Fact]
    public void A_template_that_shadows_the_others_is_not_sound()
    {
        const string Shadowed = "acme.example.com:53 {\n    template ANY ANY {\n        rcode NXDOMAIN\n    }\n    template IN A {\n        fallthrough\n    }\n}\n";

        Assert.Equal("does not answer zone 'acme.example.com'", CorefileSoundness.FindMistake(Shadowed, [DnsCase.Acme], 53));
    }
}
