using MeshGitOps.Rendering.Dns;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Dns;

/// <summary>Each finding about the committed Corefile; the clean cases are in <see cref="CorednsStubTests"/>.</summary>
public sealed class BaseCorefileTests
{
    [Fact]
    public void Reports_a_missing_base_Corefile()
    {
        Expect(
            DnsCase.Find(DnsCase.Plan(DnsCase.Coredns() with { BaseCorefile = null })),
            "MGO4104 Error mesh/west.yaml:1:1: Cluster 'west' has no base Corefile that its stubs could be merged into.");
    }

    [Fact]
    public void Reports_a_base_Corefile_without_a_server_block()
    {
        Expect(
            Find("# nothing yet\n"),
            "MGO4104 Error dns/Corefile:1:1: The base Corefile of cluster 'west' has no server block, so that the cluster DNS would answer nothing else.");
    }

    [Fact]
    public void Reports_a_base_Corefile_that_cannot_be_read()
    {
        Expect(
            Find(DnsCase.Corefile + "example.org {\n"),
            "MGO4105 Error dns/Corefile:13:13: The Corefile ends before the '}' of its last server block.");
    }

    [Fact]
    public void Reports_a_base_Corefile_without_braces()
    {
        Expect(
            Find(".:53\nerrors\nreload\n"),
            "MGO4125 Error dns/Corefile:1:1: The server block '.:53' has no braces, so that no other can follow it.");
    }

    [Theory]
    [InlineData("# BEGIN meshgitops gns=acme\n", "13:1: The marker '# BEGIN meshgitops gns=acme' has no '# END meshgitops gns=acme' after it.")]
    [InlineData("# END meshgitops gns=acme\n", "13:1: The marker '# END meshgitops gns=acme' has no '# BEGIN meshgitops gns=acme' before it.")]
    [InlineData(
        "# BEGIN meshgitops gns=acme\n# BEGIN meshgitops gns=books\n# END meshgitops gns=acme\n",
        "14:1: The marker '# BEGIN meshgitops gns=books' stands inside the block of 'acme'.")]
    [InlineData(
        "# BEGIN meshgitops gns=acme\n# END meshgitops gns=acme\n# BEGIN meshgitops gns=acme\n# END meshgitops gns=acme\n",
        "15:1: The marker '# BEGIN meshgitops gns=acme' is there twice.")]
    [InlineData(
        "a {\n    # BEGIN meshgitops gns=acme\n}\n",
        "14:5: The marker '# BEGIN meshgitops gns=acme' must stand alone on a line outside of every server block, with ' gns=NAME' at its end.")]
    [InlineData(
        "a {\n} # BEGIN meshgitops gns=acme\n",
        "14:3: The marker '# BEGIN meshgitops gns=acme' must stand alone on a line outside of every server block, with ' gns=NAME' at its end.")]
    [InlineData(
        "# BEGIN meshgitops acme\n",
        "13:1: The marker '# BEGIN meshgitops acme' must stand alone on a line outside of every server block, with ' gns=NAME' at its end.")]
    public void Reports_markers_that_do_not_pair(string text, string expected)
    {
        Expect(Find(DnsCase.Corefile + text), "MGO4106 Error dns/Corefile:" + expected);
    }

    [Theory]
    [InlineData("acme.example.com {\n    whoami\n}\n", 13, 1)]
    [InlineData("other.example.com, ACME.example.com.:53 {\n    whoami\n}\n", 13, 20)]
    public void Reports_a_zone_that_is_defined_elsewhere(string text, int line, int column)
    {
        var finding = Find(DnsCase.Corefile + text);

        Expect(
            finding,
            $"MGO4107 Error dns/Corefile:{line}:{column}: The base Corefile defines zone 'acme.example.com' of GlobalNamespace 'acme' already.");
        Assert.Equal("mesh/west.yaml", Assert.Single(finding.Related).Location.Path);
    }

    [Theory]
    [InlineData("acme.example.com:5353 {\n    whoami\n}\n")]
    [InlineData("tls://acme.example.com {\n    whoami\n}\n")]
    [InlineData("sub.acme.example.com {\n    whoami\n}\n")]
    [InlineData("(acme.example.com) {\n    whoami\n}\n")]
    public void Leaves_a_zone_of_another_port_scheme_or_name_alone(string text)
    {
        DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(DnsCase.Corefile + text)));
    }

    [Fact]
    public void Reports_a_second_server_block_for_the_root()
    {
        Expect(
            Find(DnsCase.Corefile + ". {\n    whoami\n}\n"),
            "MGO4110 Error dns/Corefile:13:1: Zone '.' with port 53 stands twice in the Corefile.");
    }

    [Theory]
    [InlineData(null, "1.13.1")]
    [InlineData("1.5.0", "1.5.0")]
    public void Reports_proxy_where_CoreDNS_dropped_it(string? version, string shown)
    {
        Expect(
            Find(DnsCase.Corefile + "a {\n    proxy . 10.0.0.1\n}\n", version),
            $"MGO4108 Error dns/Corefile:14:5: Plugin 'proxy' does not exist in CoreDNS {shown}: release 1.5.0 dropped it.");
    }

    [Fact]
    public void Warns_of_proxy_where_it_is_deprecated()
    {
        Expect(
            Find(DnsCase.Corefile + "a {\n    proxy . 10.0.0.1\n}\n", "1.4.0"),
            "MGO4109 Warning dns/Corefile:14:5: Plugin 'proxy' is deprecated in CoreDNS 1.4.0: release 1.5.0 dropped it.");
    }

    [Fact]
    public void Accepts_proxy_where_it_is_current()
    {
        DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(DnsCase.Corefile + "a {\n    proxy . 10.0.0.1\n}\n") with { CoreDnsVersion = DnsCase.At("1.3.1") }));
    }

    [Theory]
    [InlineData("upstream")]
    [InlineData("resyncperiod 5m")]
    public void Reports_options_of_kubernetes_that_CoreDNS_dropped(string option)
    {
        var corefile = DnsCase.Corefile.Replace("pods insecure", option, StringComparison.Ordinal);

        Expect(
            Find(corefile, "1.7.0"),
            $"MGO4108 Error dns/Corefile:5:9: Option '{option.Split(' ')[0]}' of plugin 'kubernetes' does not exist in CoreDNS 1.7.0: release 1.7.0 dropped it.");
        DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(corefile) with { CoreDnsVersion = DnsCase.At("1.6.9") }));
    }

    [Fact]
    public void Warns_of_a_base_Corefile_without_reload()
    {
        var corefile = DnsCase.Corefile.Replace("    reload\n", "", StringComparison.Ordinal);

        Expect(
            Find(corefile),
            "MGO4111 Warning dns/Corefile:1:1: The base Corefile has no plugin 'reload', so that CoreDNS does not see a change until its pods are restarted.");
        DnsCase.Render(DnsCase.Plan(DnsCase.Coredns(corefile.Replace("    loop\n", "    import common\n", StringComparison.Ordinal))));
    }

    [Fact]
    public void Keeps_a_block_of_another_workspace_and_says_so()
    {
        const string Other = "# BEGIN meshgitops gns=books\nbooks.example.com {\n    whoami\n}\n# END meshgitops gns=books\n";
        var plan = DnsCase.Plan(DnsCase.Coredns(DnsCase.Corefile + Other));

        Expect(
            DnsCase.Find(plan),
            "MGO4112 Warning dns/Corefile:13:1: The base Corefile holds a block of GlobalNamespace 'books', for which nothing is rendered in cluster 'west'; it is kept.");
        Assert.StartsWith(
            DnsCase.Corefile + Other,
            DnsCase.Data(DnsManifests.Render(plan).Value.Manifests[0], "Corefile"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy . 10.0.0.1\n", "MGO4108", "a {\n{0}}\n")]
    [InlineData("a ", "MGO4110", "{0}{\n}\n")]
    [InlineData("# END meshgitops gns=x\n", "MGO4106", "{0}")]
    public void Reports_a_mistake_twenty_times_at_most(string piece, string id, string file)
    {
        var text = file.Replace("{0}", string.Concat(Enumerable.Repeat(piece, 1000)), StringComparison.Ordinal);

        var result = DnsManifests.Render(DnsCase.Plan(DnsCase.Coredns(DnsCase.Corefile + text)));

        Assert.Equal(20, result.Diagnostics.Count(finding => finding.Id == id));
        Assert.Empty(result.Value.Manifests);
    }

    private static Diagnostic Find(string corefile, string? version = null) => DnsCase.Find(DnsCase.Plan(
        DnsCase.Coredns(corefile) with { CoreDnsVersion = version is null ? null : DnsCase.At(version) }));

    private static void Expect(Diagnostic finding, string expected) => Assert.Equal(expected, DnsCase.Describe(finding));
}
