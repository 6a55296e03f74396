using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Conformance;
using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Templates;

/// <summary>The templates that are there to be copied, in the workspace of an example.</summary>
public sealed class ShippedTemplateTests(ITestOutputHelper output)
{
    private static readonly string Folder = Repository.PathOf("templates");

    public static TheoryData<string> Names => [.. Shipped];

    private static IEnumerable<string> Shipped =>
        Directory.GetFiles(Folder, "*.hbs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    [Fact]
    public void Are_the_three_that_the_page_names() =>
        Assert.Equal(["dashboard", "namespace-quota", "telemetry"], Shipped);

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_an_object_that_an_API_server_takes_in_every_cluster(string name)
    {
        var objects = Render(name, threads: 2).Where(file => IsOf(file, name)).ToList();
        Assert.Equal(["aks", "eks"], objects.Select(file => file.Cluster).Distinct());
        if (CrdCatalog.Instance is not { } definitions)
        {
            output.WriteLine("Skipped: the CustomResourceDefinitions are not beside the repository.");
            return;
        }

        foreach (var item in objects.SelectMany(file => KubeObject.ReadAll(Encoding.UTF8.GetString(file.Bytes.Span), file.Path.Value)))
        {
            Assert.Empty(ObjectConformance.Check(item, definitions));
        }
    }

    [Fact]
    public void Render_a_dashboard_that_is_JSON_with_a_panel_for_each_host()
    {
        var file = Render("dashboard", threads: 2).First(file => IsOf(file, "dashboard"));
        var item = Assert.Single(KubeObject.ReadAll(Encoding.UTF8.GetString(file.Bytes.Span), file.Path.Value));
        using var dashboard = System.Text.Json.JsonDocument.Parse(item.Tree.Text("data", "acme.json")!);
        var panels = dashboard.RootElement.GetProperty("panels");
        Assert.Equal(6, panels.GetArrayLength());
        Assert.Equal("cart.acme.example.com", panels[0].GetProperty("title").GetString());
        Assert.Equal("{{response_code}}", panels[0].GetProperty("targets")[0].GetProperty("legendFormat").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_the_same_with_any_number_of_threads_and_with_windows_line_ends(string name)
    {
        var expected = Render(name, threads: 1).Select(Describe).ToList();
        Assert.Equal(expected, Render(name, threads: 16).Select(Describe));
        Assert.Equal(expected, Render(name, threads: 2, text => text.Replace("\n", "\r\n", StringComparison.Ordinal)).Select(Describe));
    }

    [Fact]
    public void Change_nothing_of_what_is_rendered_without_them()
    {
        var without = GoldenCase.Run(ExampleFiles.Inputs("acme-fitness")).Tree.Files.Where(file => !ListsOthers(file)).Select(Describe);
        Assert.Equal(without, Render("telemetry", threads: 2).Where(file => !IsOf(file, "telemetry") && !ListsOthers(file)).Select(Describe));
    }

    private static ImmutableArray<OutputFile> Render(string name, int threads, Func<string, string>? change = null)
    {
        var text = File.ReadAllText(Path.Combine(Folder, $"{name}.hbs"));
        var files = ExampleFiles.Inputs("acme-fitness").Append(KeyValuePair.Create($"templates/{name}.hbs", (change ?? (same => same))(text)));
        var result = GoldenCase.Run(files, threads);
        Assert.False(result.HasErrors, GoldenCase.Findings(result));
        return result.Tree.Files;
    }

    private static bool IsOf(OutputFile file, string name) =>
        file.Path.Value.StartsWith($"clusters/{file.Cluster}/templates/{name}/", StringComparison.Ordinal);

    /// <summary>What names the files or kinds that are rendered.</summary>
    private static bool ListsOthers(OutputFile file) =>
        file.Cluster == OutputFile.Delivery || file.Path.Value.EndsWith("/kustomization.yaml", StringComparison.Ordinal);

    private static string Describe(OutputFile file) => $"{file.Path} {file.Origin} {file.Sharing}\n{Encoding.UTF8.GetString(file.Bytes.Span)}";
}
