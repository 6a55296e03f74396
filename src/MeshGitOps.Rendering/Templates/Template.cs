using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>One template whose front matter and tags are sound. The engine compiles it when it is rendered first.</summary>
public sealed class Template
{
    private readonly Lazy<CompiledTemplate> _compiled;

    internal Template(FrontMatter frontMatter, ParsedTemplate parsed, SourceText source)
    {
        Name = frontMatter.Name.Value;
        Target = frontMatter.Target;
        ClusterNames = [.. frontMatter.ClusterNames.Select(name => name.Value)];
        ClusterLabels = frontMatter.ClusterLabels;
        Source = source;
        Parsed = parsed;
        _compiled = new Lazy<CompiledTemplate>(() => CompiledTemplate.Compile(parsed));
    }

    /// <summary>A DNS label that no other template of the set has.</summary>
    public string Name { get; }

    public TemplateTarget Target { get; }

    public SourceText Source { get; }

    internal ParsedTemplate Parsed { get; }

    internal CompiledTemplate Compiled => _compiled.Value;

    private ImmutableArray<string> ClusterNames { get; }

    private ImmutableSortedDictionary<string, string>? ClusterLabels { get; }

    /// <summary>Where both names and labels are given, both apply; where neither is, every cluster is meant.</summary>
    public bool Selects(ClusterPlan cluster) =>
        (ClusterNames.IsEmpty || ClusterNames.Any(name => name == "*" || name == cluster.Name))
        && (ClusterLabels is null || ClusterLabels.All(label =>
            cluster.Labels.TryGetValue(label.Key, out var value) && value == label.Value));
}
