using System.Text;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Dns;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Templates;

/// <summary>The shipped stub and responder say what the built-in code says; what a workspace puts in their place is checked.</summary>
public sealed class DnsTemplateTests
{
    private static readonly string Stub = Shipped("coredns-stub");
    private static readonly string Responder = Shipped("responder");

    public static TheoryData<string> Examples => [.. ExampleFiles.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Copied_into_an_example_they_change_no_byte(string example)
    {
        var inputs = ExampleFiles.Inputs(example);
        Assert.Equal(Output(GoldenCase.Run(inputs)), Output(GoldenCase.Run(WithShipped(inputs))));
    }

    [Fact]
    public void Copied_into_a_golden_case_they_change_neither_a_byte_nor_a_finding()
    {
        var cases = GoldenCase.Names
            .Select(name => new GoldenCase(name).Files)
            .Where(files => files.Any(file => file.Key == "mesh.yaml" && (file.Value.Contains("mode: Hosts", StringComparison.Ordinal) || file.Value.Contains("mode: Forward", StringComparison.Ordinal)))
                && !files.Any(file => file.Key.EndsWith(".hbs", StringComparison.Ordinal)))
            .ToList();
        Assert.True(cases.Count >= 10);
        Assert.All(cases, files =>
        {
            var (built, shipped) = (GoldenCase.Run(files), GoldenCase.Run(WithShipped(files)));
            Assert.Equal(GoldenCase.Findings(built), GoldenCase.Findings(shipped));
            Assert.Equal(Output(built), Output(shipped));
        });
    }

    public static TheoryData<DnsProviderKind, DnsMode, bool, string> Shapes
    {
        get
        {
            var shapes = new TheoryData<DnsProviderKind, DnsMode, bool, string>();
            foreach (var version in (string[])["1.3.1", "1.4.0", "1.6.0", "1.13.1"])
            {
                shapes.Add(DnsProviderKind.Coredns, DnsMode.Hosts, false, version);
                shapes.Add(DnsProviderKind.Coredns, DnsMode.Hosts, true, version);
                shapes.Add(DnsProviderKind.CorednsCustom, DnsMode.Hosts, true, version);
                shapes.Add(DnsProviderKind.EksAddon, DnsMode.Forward, false, version);
                shapes.Add(DnsProviderKind.Rke2, DnsMode.Hosts, false, version);
            }

            shapes.Add(DnsProviderKind.Coredns, DnsMode.Forward, true, "1.13.1");
            shapes.Add(DnsProviderKind.KubeDns, DnsMode.Forward, true, "1.13.1");
            shapes.Add(DnsProviderKind.KubeDns, DnsMode.Forward, false, "1.5.0");
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Render_what_the_built_in_code_renders(DnsProviderKind provider, DnsMode mode, bool isClosed, string version)
    {
        var hasResponder = mode == DnsMode.Forward && version is "1.13.1" or "1.5.0";
        var plan = DnsCase.Plan(DnsCase.Coredns() with
        {
            Provider = provider,
            Mode = mode,
            Zone = isClosed ? new Located<DnsZoneMode>(DnsZoneMode.Closed, DnsCase.Spec.Start) : null,
            CoreDnsVersion = DnsCase.At(version),
            ResponderClusterIP = hasResponder ? DnsCase.At("fd00::53") : null,
            Upstreams = mode == DnsMode.Forward && !hasResponder ? [DnsCase.At("10.0.0.53"), DnsCase.At("10.0.0.54:5353")] : [],
            Zones =
            [
                DnsCase.Acme,
                DnsCase.Zone("books", "books.example.com", ("a.store.books.example.com", "240.0.0.9"), ("b.store.books.example.com", "fd00::9")),
            ],
        });
        var expected = DnsManifests.Render(plan);
        Assert.Empty(expected.Diagnostics);
        Assert.NotEmpty(Describe(expected.Value));
        foreach (var lineEnd in (string[])["\n", "\r\n"])
        {
            var actual = DnsManifests.Render(plan, Set(
                ("templates/dns/coredns-stub.hbs", Stub.Replace("\n", lineEnd, StringComparison.Ordinal)),
                ("templates/dns/responder.hbs", Responder.Replace("\n", lineEnd, StringComparison.Ordinal))));
            Assert.Empty(actual.Diagnostics.Select(DnsCase.Describe));
            Assert.Equal(Describe(expected.Value), Describe(actual.Value));
        }
    }

    [Theory]
    [InlineData("{{zone.domain}}:53 {\n  hosts {\n    240.0.16.7 catalog.acme.example.com\n  }\n  forward . /etc/resolv.conf\n}\n", "no answer to host 'mongo.acme.example.com'", 5)]
    [InlineData("{{zone.domain}}:53 {\n  errors\n}\n", "a server block without one 'forward'", 4)]
    [InlineData("{{zone.domain}}:53 {\n", "no Corefile", 4)]
    [InlineData("\n", "no server block", 1)]
    [InlineData("{{zone.domain}} {\n  forward . \"/etc\n/resolv.conf\"\n}\n", "a parameter of more than one line", 5)]
    [InlineData("{{zone.domain}}:53 {\n  import more\n}\n", "an 'import'", 5)]
    [InlineData("import more\n", "an 'import'", 4)]
    [InlineData("(more) {\n  errors\n}\n", "the server block '(more)'", 4)]
    [InlineData("{{zone.domain}}:53 books.example.com {\n  errors\n}\n", "the server block 'books.example.com'", 4)]
    [InlineData("{{zone.domain}}:5353 {\n  errors\n}\n", "the server block 'acme.example.com:5353'", 4)]
    [InlineData("{{zone.domain}}\nerrors\n", "not one server block with braces", 4)]
    [InlineData("{{zone.domain}} {\n  errors\n  # END meshgitops gns=acme\n}\n", "the marker '# END meshgitops gns=acme'", 6)]
    public void Reports_a_stub_that_does_not_answer_its_zone(string body, string what, int line)
    {
        var result = DnsManifests.Render(DnsCase.Plan(DnsCase.Coredns()), Set(("templates/stub.hbs", $"---\nfor: DnsZone\n---\n{body}")));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("MGO4210", finding.Id);
        Assert.Equal($"Template 'stub' renders {what} for zone 'acme.example.com' of cluster 'west'.", finding.Message);
        Assert.Equal(line, finding.Location.Position.Line);
        Assert.Empty(result.Value.Manifests);
    }

    [Theory]
    [InlineData(". 10.0.0.53", true)]
    [InlineData(". tls://10.0.0.53:853", true)]
    [InlineData("acme.example.com 10.0.0.53", true)]
    [InlineData(". 10.0.0.53 10.0.0.54", false)]
    [InlineData(". /etc/resolv.conf", false)]
    [InlineData("example.com 10.0.0.53", false)]
    [InlineData(".", false)]
    public void Reports_a_stub_that_forwards_elsewhere(string arguments, bool isSound)
    {
        var plan = DnsCase.Plan(DnsCase.Coredns() with { Mode = DnsMode.Forward, Upstreams = [DnsCase.At("10.0.0.53")] });
        var result = DnsManifests.Render(plan, Set(("templates/stub.hbs", $"---\nfor: DnsZone\n---\n{{{{zone.domain}}}} {{\n  forward {arguments}\n}}\n")));
        Assert.Equal(isSound ? [] : ["MGO4210"], result.Diagnostics.Select(finding => finding.Id));
    }

    [Fact]
    public void Reports_a_closed_zone_that_is_open()
    {
        var plan = DnsCase.Plan(DnsCase.Coredns() with { Zone = new Located<DnsZoneMode>(DnsZoneMode.Closed, DnsCase.Spec.Start) });
        var open = Stub.Replace("{{#if zone.closed}}", "{{#unless zone.answered}}", StringComparison.Ordinal);
        open = open[..open.LastIndexOf("{{/if}}", StringComparison.Ordinal)] + "{{/unless}}\n}\n";
        Assert.Contains("is not closed", Assert.Single(DnsManifests.Render(plan, Set(("templates/stub.hbs", open))).Diagnostics).Message, StringComparison.Ordinal);
        var silent = Stub.Replace("        answer", "        # answer", StringComparison.Ordinal);
        Assert.Contains("no answer to host 'catalog.acme.example.com'", Assert.Single(DnsManifests.Render(plan, Set(("templates/stub.hbs", silent))).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clusterIP: {{yaml dns.clusterIP}}", "clusterIP: 10.0.0.1", "renders no Service with the ClusterIP '172.20.0.53'")]
    [InlineData("name: meshgitops-dns\n  labels:\n    istio", "name: other\n  labels:\n    istio", "renders Service 'meshgitops-dns' in a namespace that it does not render")]
    [InlineData("    port: 53\n    targetPort: 1053\n    protocol: UDP", "    port: 54\n    protocol: UDP", "renders Service 'meshgitops-dns' without port 53 for UDP and TCP")]
    public void Reports_a_responder_that_the_stubs_do_not_reach(string before, string after, string what)
    {
        Assert.Contains(before, Responder, StringComparison.Ordinal);
        var plan = DnsCase.Plan(DnsCase.KubeDns() with { ResponderClusterIP = DnsCase.At("172.20.0.53") });
        var result = DnsManifests.Render(plan, Set(("templates/own.hbs", Responder.Replace(before, after, StringComparison.Ordinal))));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("MGO4211", finding.Id);
        Assert.Equal($"Template 'own' {what}, rendered for cluster 'west'.", finding.Message);
        Assert.Empty(result.Value.Manifests);
    }

    [Fact]
    public void Reports_two_templates_for_one_place_and_takes_one_for_each_cluster()
    {
        var two = DnsManifests.Render(DnsCase.Plan(DnsCase.Coredns()), Set(("templates/a.hbs", Stub), ("templates/b.hbs", Stub)));
        Assert.Equal("Templates 'a' and 'b' are both for the DnsZone of cluster 'west'.", Assert.Single(two.Diagnostics).Message);
        var other = Stub.Replace("for: DnsZone", "for: DnsZone\nclusters: {matchLabels: {env: prod}}", StringComparison.Ordinal);
        Assert.Empty(DnsManifests.Render(DnsCase.Plan(DnsCase.Coredns()), Set(("templates/a.hbs", Stub), ("templates/b.hbs", other))).Diagnostics);
    }

    [Fact]
    public void No_mutated_template_throws_or_touches_what_others_wrote()
    {
        var seed = Environment.TickCount;
        var rendered = 0;
        for (var index = 0; index < 1000; index++)
        {
            var random = new Random(unchecked(seed + (index * 7919)));
            var template = TemplateFuzzTests.Mutate(index % 2 == 0 ? Stub : Responder, random);
            var plan = DnsCase.Plan(index % 2 == 0 ? DnsCase.Coredns() : DnsCase.KubeDns() with { ResponderClusterIP = DnsCase.At("172.20.0.53") });
            try
            {
                rendered += Survive(template, plan);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {index} of seed {seed} failed:\n{template}", exception);
            }
        }

        Assert.True(rendered > 0, "No mutated template rendered anything: they are broken too much to test the checks.");
    }

    /// <returns>1 where the template rendered something.</returns>
    private static int Survive(string template, ClusterPlan plan)
    {
        var (set, findings) = TemplateSample.Read((TemplateSample.Path, template));
        if (!findings.IsEmpty)
        {
            return 0;
        }

        var (output, found) = DnsManifests.Render(plan, set);
        Assert.All(found, finding => Assert.Equal(TemplateSample.Path, finding.Location.Path));
        if (found.IsEmpty && plan.Dns.BaseCorefile is { } committed)
        {
            var released = DnsManifests.Release(output.Manifests[0], null).Value!;
            Assert.Equal(committed.Text, DnsCase.Data(released, "Corefile"));
        }

        return found.IsEmpty ? 1 : 0;
    }

    private static TemplateSet Set(params (string Path, string Text)[] files)
    {
        var (set, findings) = TemplateSample.Read(files);
        Assert.Empty(findings.Select(DnsCase.Describe));
        return set;
    }

    private static string Shipped(string name) => File.ReadAllText(Repository.PathOf("templates", "dns", $"{name}.hbs"));

    private static IEnumerable<KeyValuePair<string, string>> WithShipped(IEnumerable<KeyValuePair<string, string>> files) =>
    [
        .. files,
        KeyValuePair.Create("templates/dns/coredns-stub.hbs", Stub),
        KeyValuePair.Create("templates/dns/responder.hbs", Responder),
    ];

    private static List<string> Output(MeshGitOps.Cli.PipelineResult result) =>
        [.. result.Tree.Files.Select(file => $"{file.Path} {file.Sharing}\n{Encoding.UTF8.GetString(file.Bytes.Span)}")];

    private static List<string> Describe(DnsOutput output) =>
        [.. output.Manifests.Select(manifest => $"{manifest.Placement}\n{DnsCase.Yaml(manifest)}"), .. output.Files.Select(file => $"{file.Name}\n{file.Text}")];
}
