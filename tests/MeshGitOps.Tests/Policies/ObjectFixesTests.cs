using MeshGitOps.Policies;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Yaml;

namespace MeshGitOps.Tests.Policies;

public sealed class ObjectFixesTests
{
    private const string Entry = """
        apiVersion: networking.istio.io/v1beta1
        kind: ServiceEntry
        metadata: {name: a}
        spec:
          hosts: [a.example.com]
          # why
          location: MESH_INTERNAL

        """;

    [Fact]
    public void Adds_export_to_behind_the_hosts()
    {
        var fix = ObjectFixes.AddExportTo(Read(Entry), FixSafety.Unsafe, ".", "istio-system");

        Assert.Equal(FixSafety.Unsafe, fix!.Safety);
        Assert.Equal("Add 'exportTo: [\".\", istio-system]'.", fix.Title);
        Assert.Contains("  hosts: [a.example.com]\n  exportTo: [\".\", istio-system]\n  # why\n", Apply(fix), StringComparison.Ordinal);
        Assert.Null(ObjectFixes.AddExportTo(Read(Entry + "  exportTo: [x]\n"), FixSafety.Safe, "*"));
        Assert.Null(ObjectFixes.AddExportTo(Read("apiVersion: x/v1\nkind: A\n"), FixSafety.Safe, "*"));
    }

    [Theory]
    [InlineData("{port: 80}", null, null, 1, "{name: http, port: 80}")]
    [InlineData("{port: 80, name: web}", "web", null, 1, "{port: 80, name: web, appProtocol: http}")]
    [InlineData("{port: 80}", null, null, 2, "{appProtocol: http, port: 80}")]
    [InlineData("{port: 80, appProtocol: my}", null, "my", 1, null)]
    public void A_port_says_its_protocol_without_losing_a_name_that_others_use(string text, string? name, string? appProtocol, int ports, string? expected)
    {
        var whole = (YamlMapping)YamlTree.Root(text);
        var port = new KubernetesServicePort { Number = 80, Location = (whole["name"] ?? whole).Location, Whole = whole.Location, Name = name, AppProtocol = appProtocol };
        var service = new KubernetesService { Key = new ServiceKey("a", "b"), Location = whole.Location, TypeLocation = whole.Location, Ports = [.. Enumerable.Repeat(port, ports)] };

        var fix = PortFixes.SayProtocol(new ServicePortUse(service, port, null, null), MeshProtocol.Http, "http");

        Assert.Equal(expected, fix is null ? null : Apply(fix));
    }

    private static KubernetesObject Read(string text)
    {
        var root = (YamlMapping)YamlTree.Root(text);
        return new KubernetesObject
        {
            ApiVersion = root.Text("apiVersion")?.Value ?? "",
            Kind = root.Text("kind")!.Value,
            Key = new ServiceKey("default", "a"),
            Location = root.Location,
            Root = root,
        };
    }

    private static string Apply(SuggestedFix fix)
    {
        var edit = Assert.Single(fix.Edits);
        var text = edit.Location.Source.Text;
        return text[..edit.Location.Span.Start] + edit.NewText + text[edit.Location.Span.End..];
    }
}
