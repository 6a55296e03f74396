using System.Text;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Dns;

public sealed class Rke2StubTests
{
    /// <summary>As chart 1.24 of rke2-coredns writes it: the comment and the odd braces are there to be carried over.</summary>
    private const string Corefile = """
        .:53 {
            errors
            health {
                lameduck 10s
            }
            ready
            kubernetes cluster.local cluster.local in-addr.arpa ip6.arpa {
                pods insecure
                # kept as it is
                fallthrough in-addr.arpa ip6.arpa
                ttl 30
            }
            prometheus 0.0.0.0:9153
            forward . /etc/resolv.conf
            cache 30
            loop
            reload
            loadbalance
        }

        """;

    private static DnsPlan Rke2(string corefile = Corefile) => DnsCase.Coredns(corefile) with { Provider = DnsProviderKind.Rke2 };

    [Fact]
    public void Writes_all_servers_as_values_of_the_chart()
    {
        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(Rke2())));

        Assert.Equal(("helm.cattle.io/v1", "HelmChartConfig", "kube-system", "rke2-coredns"), (manifest.ApiVersion, manifest.Kind, manifest.Namespace, manifest.Name));
        Assert.True(SharedObjectGuard.IsOn(manifest.Root));
        Assert.Equal(ManifestConcern.Shared, manifest.Placement.Concern);
        Assert.StartsWith(
            """
            servers:
            - zones:
              - zone: .
                scheme: dns://
                use_tcp: true
              port: 53
              plugins:
              - name: errors
              - name: health
                configBlock: lameduck 10s
              - name: ready
              - name: kubernetes
                parameters: cluster.local cluster.local in-addr.arpa ip6.arpa
                configBlock: |-
                  pods insecure
                  # kept as it is
                  fallthrough in-addr.arpa ip6.arpa
                  ttl 30
              - name: prometheus
                parameters: '0.0.0.0:9153'

            """,
            ValuesOf(manifest),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DnsZoneMode.Open, "NOERROR 240.0.16.7", "forward . /etc/resolv.conf")]
    [InlineData(DnsZoneMode.Closed, "NOERROR 240.0.16.7", "NXDOMAIN SOA")]
    public void The_chart_makes_a_Corefile_of_them_that_answers(DnsZoneMode zone, string known, string unknown)
    {
        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(Rke2() with { Zone = new Located<DnsZoneMode>(zone, DnsCase.Spec.Start) })));

        var corefile = Chart(ValuesOf(manifest));

        Assert.Equal(known, CorefileAnswers.Ask(corefile, "acme.example.com", "catalog.acme.example.com", "A"));
        Assert.Equal(unknown, CorefileAnswers.Ask(corefile, "acme.example.com", "www.acme.example.com", "A"));
        Assert.Null(CorefileSoundness.FindMistake(corefile, [DnsCase.Acme], 53));
        Assert.Contains("dns://.:53 {\n", corefile, StringComparison.Ordinal);
        Assert.Contains("        # kept as it is\n", corefile, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_chart_made_of_the_base_is_the_base_again()
    {
        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(Rke2())));
        var made = Chart(ValuesOf(DnsManifests.Release(manifest, DnsCase.Plan(Rke2() with { Mode = DnsMode.Capture })).Value!));

        var again = Assert.Single(DnsCase.Render(DnsCase.Plan(Rke2(made))));

        Assert.Equal(ValuesOf(manifest), ValuesOf(again));
    }

    [Fact]
    public void Switches_the_cache_of_the_chart_on_and_gives_it_its_stub()
    {
        var dns = Rke2() with { Mode = DnsMode.Forward, Upstreams = [DnsCase.At("10.43.0.53")], NodeLocalCache = new Located<bool>(true, DnsCase.Spec.Start) };

        var manifests = DnsCase.Render(DnsCase.Plan(dns));

        Assert.StartsWith("nodelocal:\n  enabled: true\nservers:\n", ValuesOf(manifests[0]), StringComparison.Ordinal);
        Assert.Equal(("ConfigMap", "kube-dns"), (manifests[1].Kind, manifests[1].Name));
    }

    [Theory]
    [InlineData("(snip) {\n    log\n}\n", "a snippet")]
    [InlineData("import custom/*.server\n", "an 'import' outside of a server block")]
    [InlineData("a.example.org b.example.org:5353 {\n    whoami\n}\n", "a server block whose zones do not share one known port")]
    [InlineData("{$ZONE} {\n    whoami\n}\n", "a server block whose zones do not share one known port")]
    [InlineData("a.example.org {\n    whoami \"two\nlines\"\n}\n", "a parameter of more than one line")]
    public void Reports_what_the_values_cannot_say(string text, string what)
    {
        var finding = DnsCase.Find(DnsCase.Plan(Rke2(Corefile + text)));

        Assert.Equal($"MGO4127 Error: The base Corefile has {what}, which the values of the chart 'rke2-coredns' cannot say.", $"{finding.Id} {finding.Severity}: {finding.Message}");
    }

    [Fact]
    public void Names_the_ConfigMap_of_the_chart_where_the_base_is_missing() =>
        Assert.Contains("configmap rke2-coredns-rke2-coredns ", DnsCase.Find(DnsCase.Plan(Rke2() with { BaseCorefile = null })).Help, StringComparison.Ordinal);

    [Fact]
    public void Leaves_the_servers_of_others_when_released()
    {
        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(Rke2())));

        var gone = DnsManifests.Release(manifest, null).Value!;

        Assert.DoesNotContain("acme", ValuesOf(gone), StringComparison.Ordinal);
        Assert.Contains("zone: .", ValuesOf(gone), StringComparison.Ordinal);
        Assert.Equal(ValuesOf(gone), ValuesOf(DnsManifests.Release(manifest, DnsCase.Plan(Rke2() with { Mode = DnsMode.Capture })).Value!));
        Assert.Equal(gone.Root, DnsManifests.Release(gone, null).Value!.Root);
        Assert.True(SharedObjectGuard.IsOn(gone.Root));
        Assert.Empty(SharedPatch.OwnPartsOf(gone));
    }

    [Fact]
    public void Leaves_values_that_cannot_be_read_as_they_are()
    {
        var previous = Assert.Single(DnsCase.Render(DnsCase.Plan(Rke2()))) with { Root = new ManifestMapping([]) };

        Assert.Equal(previous, DnsManifests.Release(previous, null).Value);
    }

    private static string ValuesOf(Manifest manifest) =>
        Assert.IsType<ManifestString>(Assert.IsType<ManifestMapping>(manifest.Root["spec"])["valuesContent"]).Value;

    /// <summary>The Corefile of charts/coredns/templates/configmap.yaml of coredns/helm, line by line.</summary>
    private static string Chart(string values)
    {
        var root = Assert.Single(ManifestYamlReader.Read(new SourceText("values.yaml", values)).Value);
        var text = new StringBuilder();
        foreach (var server in Items(root["servers"]))
        {
            text.AppendJoin(' ', Items(server["zones"]).Select(zone => Text(zone["scheme"]) + Text(zone["zone"])))
                .Append(':').Append(Assert.IsType<ManifestInteger>(server["port"]).Value).Append(" {\n");
            foreach (var plugin in Items(server["plugins"]))
            {
                text.Append("    ").Append(Text(plugin["name"]));
                text.Append(plugin["parameters"] is null ? "" : " " + Text(plugin["parameters"]));
                text.Append(plugin["configBlock"] is null ? "" : $" {{\n{string.Join('\n', Text(plugin["configBlock"]).Split('\n').Select(line => "        " + line))}\n    }}");
                text.Append('\n');
            }

            text.Append("}\n");
        }

        Assert.NotNull(CorefileParser.Parse(DnsCase.Base(text.ToString())).Value);
        return text.ToString();
    }

    private static IEnumerable<ManifestMapping> Items(ManifestValue? value) => Assert.IsType<ManifestSequence>(value).Items.Cast<ManifestMapping>();

    private static string Text(ManifestValue? value) => Assert.IsType<ManifestString>(value).Value;
}
