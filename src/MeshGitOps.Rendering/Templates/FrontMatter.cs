using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>What stands between the two lines <c>---</c> at the top of a template.</summary>
/// <param name="BodyStart">The offset of the first character after the second line.</param>
internal sealed record FrontMatter(
    Located<string> Name,
    TemplateTarget Target,
    ImmutableArray<Located<string>> ClusterNames,
    ImmutableSortedDictionary<string, string>? ClusterLabels,
    int BodyStart);
