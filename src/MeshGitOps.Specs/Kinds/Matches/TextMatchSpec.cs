using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Matches;

/// <summary>What a path or the value of a header must be. A regular expression is RE2 and matches the whole text.</summary>
public sealed record TextMatchSpec(TextMatchKind Kind, Located<string> Text);

public enum TextMatchKind
{
    Exact,
    Prefix,
    Regex,
}

/// <summary>A header of a request; Envoy holds its name in lower case.</summary>
public sealed record HeaderMatchSpec(Located<string> Name, TextMatchSpec Value);
