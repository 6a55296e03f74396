using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>A change of the text that removes a finding; everything outside of the edits stays to the byte.</summary>
/// <param name="Title">What it does, as an order: "Name the port 'http-catalog'."</param>
/// <param name="Edits">Not overlapping; in one or several files of the repository.</param>
public sealed record SuggestedFix(string Title, FixSafety Safety, ImmutableArray<TextEdit> Edits);

/// <summary>Whether a fix may be applied without a person who looks at it.</summary>
public enum FixSafety
{
    /// <summary>The meaning that the author intended stays, beyond doubt.</summary>
    Safe,

    /// <summary>Plausible, but it may change what runs: only when asked for.</summary>
    Unsafe,
}

/// <summary>Replaces the text of a span; an empty span inserts.</summary>
public sealed record TextEdit(SourceLocation Location, string NewText);
