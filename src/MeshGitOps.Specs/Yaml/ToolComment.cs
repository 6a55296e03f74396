using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>A YAML comment that speaks to this tool: <c># meshgitops: allow …</c>.</summary>
/// <param name="Location">What stands behind <see cref="ToolComments.Mark"/>, without white space at its ends.</param>
/// <param name="Line">
/// The 1-based line it is about: its own one where something stands before it, else the next one;
/// comments that stand one below the other are about the line below the last.
/// </param>
public sealed record ToolComment(SourceLocation Location, int Line)
{
    public string Text => Location.Source.Text.Substring(Location.Span.Start, Location.Span.Length);
}
