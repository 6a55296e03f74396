using System.Collections.Immutable;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Specs.Fixes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Fixing;

/// <summary>The lines of a file that its edits change. What differs is known from the edits, so nothing is searched.</summary>
internal static class EditedLines
{
    /// <param name="name">The path as the reader would write it.</param>
    public static UnifiedFile Of(string name, EditedText file) =>
        new UnifiedFile(name, name, LineChange.LinesOf(file.Original.Text), ChangesOf(file)).Hiding(file.Original, new SourceText("", ""));

    /// <summary>Replacements that share a line are one change; lines that stay the same at its ends are not part of it.</summary>
    private static ImmutableArray<LineChange> ChangesOf(EditedText file)
    {
        var changes = ImmutableArray.CreateBuilder<LineChange>();
        var source = file.Original;
        var replacements = file.Replacements;
        for (var first = 0; first < replacements.Length;)
        {
            var startLine = source.PositionOf(replacements[first].Span.Start).Line;
            var endLine = source.PositionOf(replacements[first].Span.End).Line;
            var last = first;
            while (last + 1 < replacements.Length && source.PositionOf(replacements[last + 1].Span.Start).Line <= endLine)
            {
                last++;
                endLine = source.PositionOf(replacements[last].Span.End).Line;
            }

            var span = SpanOf(source, startLine, endLine);
            var after = EditedText.Of(new SourceText(source.Path, source.Text.Substring(span.Start, span.Length)))
                .With([.. replacements[first..(last + 1)].Select(edit => edit with { Span = edit.Span with { Start = edit.Span.Start - span.Start } })]);
            changes.Add(Trimmed(startLine - 1, LineChange.LinesOf(after.Original.Text), LineChange.LinesOf(after.ToString())));
            first = last + 1;
        }

        return changes.DrainToImmutable();
    }

    private static LineChange Trimmed(int start, ImmutableArray<string> before, ImmutableArray<string> after)
    {
        var shorter = Math.Min(before.Length, after.Length);
        var head = 0;
        while (head < shorter && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return new LineChange(start + head, before[head..^tail], after[head..^tail]);
    }

    /// <summary>Whole lines, with the end of the last one.</summary>
    private static TextSpan SpanOf(SourceText source, int firstLine, int lastLine)
    {
        var start = source.StartOf(firstLine);
        var end = lastLine < source.LineCount ? source.StartOf(lastLine + 1) : source.Text.Length;
        return new TextSpan(start, end - start);
    }
}
