using System.Collections.Immutable;
using MeshGitOps.Cli;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Policies;

/// <summary>
/// A text that a rule is run over, in the form of <see cref="RuleExample"/>: manifests of the cluster <c>east</c>, or several files
/// after lines <c># cluster: NAME</c> and <c># file: PATH</c>. With specs in it, or a first line <c># workspace</c>, it is a workspace:
/// what it leaves out of clusters (east, west), GlobalNamespace (demo) and applications is added.
/// </summary>
internal sealed class RuleSample
{
    private const string Specs = "apiVersion: meshgitops.io/";

    private readonly ImmutableArray<MarkedSource> _files;
    private readonly bool _isWorkspace;

    private RuleSample(ImmutableArray<MarkedSource> files, bool isWorkspace)
    {
        _files = files;
        _isWorkspace = isWorkspace;
    }

    public ImmutableArray<MarkedSource> Files => _files;

    public static RuleSample Parse(string text)
    {
        var isWorkspace = text.StartsWith("# workspace\n", StringComparison.Ordinal) || text.Contains(Specs, StringComparison.Ordinal);
        var sections = new List<(string Path, List<string> Lines)>();
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# cluster: ", StringComparison.Ordinal))
            {
                sections.Add(($"apps/{line["# cluster: ".Length..]}/example.yaml", []));
            }
            else if (line.StartsWith("# file: ", StringComparison.Ordinal))
            {
                sections.Add((line["# file: ".Length..], []));
            }
            else if (line != "# workspace")
            {
                if (sections.Count == 0)
                {
                    sections.Add((text.Contains(Specs, StringComparison.Ordinal) ? "mesh/example.yaml" : "apps/east/example.yaml", []));
                }

                sections[^1].Lines.Add(line);
            }
        }

        return new RuleSample([.. sections.Select(section => MarkedSource.Parse(string.Join('\n', section.Lines) + "\n", section.Path))], isWorkspace);
    }

    /// <summary>The same with a line above each line on which a mark begins, in the indentation of that line.</summary>
    public RuleSample WithLineAboveMarks(string line) => new(
        [.. _files.Select(file => Insert(file, line))],
        _isWorkspace);

    /// <summary>The same with another text in each file.</summary>
    public RuleSample With(Func<string, string> change) =>
        new([.. _files.Select(file => MarkedSource.Parse(change(file.Text), file.Source.Path))], _isWorkspace);

    public override string ToString() => string.Join('\n', _files.Select(file => $"# file: {file.Source.Path}\n{file.Text}"));

    /// <summary>The findings of one rule, with its place in the whole.</summary>
    public ImmutableArray<Diagnostic> Check(Rule rule) =>
        RuleRunner.Run([rule], Context(), PolicySettings.Default, maxParallelism: 1).Diagnostics;

    /// <summary>The whole pipeline over the sample.</summary>
    public PipelineResult Run(SuppressionOptions? suppression = null)
    {
        ImmutableArray<BareCluster> clusters = _isWorkspace ? [] :
        [
            .. _files.Select(file => file.Source.Path.Split('/')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => new BareCluster(name, [$"apps/{name}"])),
        ];
        var options = new PipelineOptions { BareClusters = clusters, Suppression = suppression ?? new SuppressionOptions() };
        return Pipeline.Run(new InMemorySourceFolder(AllFiles()), options);
    }

    public RuleContext Context()
    {
        var result = Run();
        Assert.True(result.IsPlanned, string.Join('\n', result.Diagnostics.Select(finding => $"{finding.Location}: {finding.Id} {finding.Message}")));
        return new RuleContext(result.Specs, result.Inventories, result.Plan);
    }

    /// <summary>The findings lie at exactly the marks, one each.</summary>
    public void AssertFindings(IEnumerable<Diagnostic> diagnostics)
    {
        var all = diagnostics.ToList();
        foreach (var file in _files)
        {
            file.AssertPlaces(all);
        }

        Assert.Equal(_files.Sum(file => file.Spans.Length), all.Count);
    }

    private static MarkedSource Insert(MarkedSource file, string line)
    {
        var marked = file.Spans.Select(span => file.Source.PositionOf(span.Start).Line).ToHashSet();
        var lines = file.Text.Split('\n').SelectMany((text, index) =>
            marked.Contains(index + 1) ? [$"{text[..(text.Length - text.TrimStart().Length)]}{line}", text] : new[] { text });
        return MarkedSource.Parse(string.Join('\n', lines), file.Source.Path);
    }

    private Dictionary<string, string> AllFiles()
    {
        var files = _files.ToDictionary(file => file.Source.Path, file => file.Text, StringComparer.Ordinal);
        if (!_isWorkspace)
        {
            return files;
        }

        var all = string.Join('\n', files.Values.SelectMany(text => text.Split('\n')).Where(line => !line.StartsWith('#')));
        files.TryAdd("meshgitops.yaml", RuleSampleFiles.Workspace);
        foreach (var (name, region, address) in new[] { ("east", "us-east-1", "192.0.2.10"), ("west", "us-west-2", "198.51.100.10") })
        {
            if (!all.Contains($"kind: Cluster\nmetadata: {{name: {name}}}", StringComparison.Ordinal))
            {
                files.TryAdd($"mesh/clusters/{name}.yaml", RuleSampleFiles.Cluster(name, region, address));
            }
        }

        if (!all.Contains("kind: GlobalNamespace\n", StringComparison.Ordinal))
        {
            files.TryAdd("mesh/demo.yaml", RuleSampleFiles.GlobalNamespace);
        }

        if (!all.Contains("kind: Mesh\n", StringComparison.Ordinal))
        {
            files.TryAdd("mesh/mesh.yaml", RuleSampleFiles.Mesh);
        }

        files.TryAdd("apps/east/hello.yaml", RuleSampleFiles.Hello);
        files.TryAdd("apps/west/greeter.yaml", RuleSampleFiles.Greeter);
        return files;
    }
}
