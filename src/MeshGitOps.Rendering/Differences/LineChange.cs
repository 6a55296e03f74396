using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Differences;

/// <summary>Lines that go and the lines that take their place; one of the two may be none.</summary>
/// <param name="Start">The 0-based number of the first line that goes, in the old text.</param>
public sealed record LineChange(int Start, ImmutableArray<string> Before, ImmutableArray<string> After)
{
    /// <summary>Behind the last line that goes, in the old text.</summary>
    public int End => Start + Before.Length;

    /// <summary>Lines with their ends; none for an empty text. They end as those of a <see cref="Specs.Text.SourceText"/> do.</summary>
    public static ImmutableArray<string> LinesOf(string text)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var start = 0; start < text.Length;)
        {
            var found = text.AsSpan(start).IndexOfAny('\n', '\r');
            var last = found < 0 ? text.Length - 1 : start + found;
            var end = text[last] == '\r' && last + 1 < text.Length && text[last + 1] == '\n' ? last + 2 : last + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines.DrainToImmutable();
    }
}
