using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>One word of a Corefile.</summary>
/// <param name="Text">Without quotes; an escaped quote is a quote.</param>
/// <param name="Span">With quotes.</param>
/// <param name="StartsLine">Whether it is the first word of its line.</param>
internal readonly record struct CorefileToken(string Text, TextSpan Span, bool StartsLine);

/// <summary>A comment, from its '#' to the end of the line.</summary>
/// <param name="LineStart">The offset at which its line begins.</param>
/// <param name="IsAlone">Whether nothing but white space stands before it on its line.</param>
internal readonly record struct CorefileComment(string Text, TextSpan Span, int LineStart, bool IsAlone);
