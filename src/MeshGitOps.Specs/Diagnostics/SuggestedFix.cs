using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>A change of the text that removes a finding; everything outside of the edits stays to the byte.</summary>
/// <param name="Title">What it does, as an order: "Name the port 'http-catalog'."</param>
/// <param name="Edits">Not overlapping; in one or several files of the repository.</param>
public sealed record SuggestedFix(string Title, FixSafety Safety, ImmutableArray<TextEdit> Edits)
{
    /// <summary>A safe fix, or null where one of its edits cannot be made (see <see cref="Yaml.YamlEdits"/>).</summary>
    public static SuggestedFix? Safe(string title, params ReadOnlySpan<TextEdit?> edits) => Of(title, FixSafety.Safe, edits);

    /// <summary>An unsafe fix, or null where one of its edits cannot be made.</summary>
    public static SuggestedFix? Unsafe(string title, params ReadOnlySpan<TextEdit?> edits) => Of(title, FixSafety.Unsafe, edits);

    private static SuggestedFix? Of(string title, FixSafety safety, ReadOnlySpan<TextEdit?> edits)
    {
        var made = ImmutableArray.CreateBuilder<TextEdit>(edits.Length);
        foreach (var edit in edits)
        {
            if (edit is null)
            {
                return null;
            }

            made.Add(edit);
        }

        return new SuggestedFix(title, safety, made.DrainToImmutable());
    }
}

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
