using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Dns;

public sealed class CorednsStubTests
{
    private const string Block = """
        # BEGIN meshgitops gns=acme
        acme.example.com:53 {
            errors
            cache 30
            hosts {
                240.0.16.7 catalog.acme.example.com
                240.0.16.8 mongo.acme.example.com
                ttl 30
                no_reverse
                fallthrough
            }
            forward . /etc/resolv.conf
        }
        # END meshgitops gns=acme

        """;

    [Fact]
    public void Appends_the_hosts_to_the_base_Corefile()
    {
        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns())));

        Assert.Equal(("v1", "ConfigMap", "kube-system", "coredns"), (manifest.ApiVersion, manifest.Kind, manifest.Namespace, manifest.Name));
        Assert.Equal(DnsCase.Corefile + Block, DnsCase.Data(manifest, "Corefile"));
        Assert.Equal(ManifestConcern.Shared, manifest.Placement.Concern);
        Assert.True(SharedObjectGuard.IsOn(manifest.Root));
    }

    [Fact]
    public void Replaces_a_block_where_it_stands()
    {
        const string Old = "# BEGIN meshgitops gns=acme\nold.example.com {\n    whoami\n}\n# END meshgitops gns=acme\n";

        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(Old + DnsCase.Corefile))));

        Assert.Equal(Block + DnsCase.Corefile, DnsCase.Data(manifest, "Corefile"));
    }

    [Fact]
    public void Merging_its_own_result_changes_nothing()
    {
        var once = DnsCase.Data(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns()))[0], "Corefile");

        Assert.Equal(once, DnsCase.Data(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(once)))[0], "Corefile"));
    }

    [Fact]
    public void Renders_the_same_for_a_base_with_carriage_returns()
    {
        var windows = DnsCase.Corefile.Replace("\n", "\r\n", StringComparison.Ordinal);

        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(windows))));

        Assert.Equal(DnsCase.Corefile + Block, DnsCase.Data(manifest, "Corefile"));
    }

    [Fact]
    public void Forwards_a_zone_to_its_upstreams_once_each()
    {
        var dns = DnsCase.Coredns() with
        {
            Mode = DnsMode.Forward,
            Upstreams = [DnsCase.At("10.100.0.53"), DnsCase.At("[2001:db8::53]:5353"), DnsCase.At("10.100.0.53:53")],
        };

        var text = DnsCase.Data(DnsCase.Render(DnsCase.Plan(dns))[0], "Corefile");

        Assert.Equal(
            """
            # BEGIN meshgitops gns=acme
            acme.example.com:53 {
                errors
                cache 30
                forward . 10.100.0.53 [2001:db8::53]:5353
            }
            # END meshgitops gns=acme

            """,
            text[DnsCase.Corefile.Length..]);
    }

    [Theory]
    [InlineData("1.3.1", "    proxy . /etc/resolv.conf\n")]
    [InlineData("1.4", "    forward . /etc/resolv.conf\n")]
    [InlineData("1.11.3", "    forward . /etc/resolv.conf\n")]
    public void Writes_the_plugin_that_the_release_knows(string version, string line)
    {
        var dns = DnsCase.Coredns() with { CoreDnsVersion = DnsCase.At(version) };

        var text = DnsCase.Data(DnsCase.Render(DnsCase.Plan(dns))[0], "Corefile");

        Assert.EndsWith(line + "}\n# END meshgitops gns=acme\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sends_other_names_of_the_zone_to_declared_upstreams()
    {
        var dns = DnsCase.Coredns() with { Upstreams = [DnsCase.At("10.100.0.53")] };

        var text = DnsCase.Data(DnsCase.Render(DnsCase.Plan(dns))[0], "Corefile");

        Assert.EndsWith("        fallthrough\n    }\n    forward . 10.100.0.53\n}\n# END meshgitops gns=acme\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_every_zone_a_server_block_of_its_own()
    {
        var dns = DnsCase.Coredns() with
        {
            Zones =
            [
                DnsCase.Acme,
                DnsCase.Zone("books", "books.example.com", ("store.books.example.com", "240.0.0.9")),
                DnsCase.Zone("acme", "www.example.org", ("www.example.org", "240.0.0.4")),
            ],
        };

        var text = DnsCase.Data(DnsCase.Render(DnsCase.Plan(dns))[0], "Corefile");

        Assert.Equal(
            ["# BEGIN meshgitops gns=acme", "acme.example.com:53 {", "www.example.org:53 {", "# END meshgitops gns=acme",
             "# BEGIN meshgitops gns=books", "books.example.com:53 {", "# END meshgitops gns=books"],
            text[DnsCase.Corefile.Length..].Split('\n').Where(line => line is ['#' or (>= 'a' and <= 'z'), ..]));
    }

    [Fact]
    public void Renders_nothing_without_zones()
    {
        Assert.Empty(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns() with { Zones = [] })));
    }
}
