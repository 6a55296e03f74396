using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Fixes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Fixing;

/// <summary>
/// The difference of one file as <c>diff -u</c> shows it. What differs is known from the edits, so nothing is searched.
/// Lines of Secrets are shown without their values.
/// </summary>
internal sealed class UnifiedDiff
{
    private const int Context = 3;

    private readonly TextWriter _writer;
    private readonly TextStyle _style;
    private readonly SourceText _before;
    private readonly ImmutableArray<Block> _blocks;
    private readonly SecretLines _secrets;

    private UnifiedDiff(TextWriter writer, TextStyle style, EditedText file)
    {
        _writer = writer;
        _style = style;
        _before = file.Original;
        _blocks = BlocksOf(file);
        _secrets = SecretLines.Of(file.Original);
    }

    /// <param name="name">The path as the reader would write it.</param>
    public static void Write(TextWriter writer, TextStyle style, string name, EditedText file)
    {
        var diff = new UnifiedDiff(writer, style, file);
        var shown = TerminalText.Clean(name);
        writer.WriteLine(style.Bold($"--- a/{shown}"));
        writer.WriteLine(style.Bold($"+++ b/{shown}"));
        var shift = 0;
        for (var first = 0; first < diff._blocks.Length;)
        {
            var last = first;
            while (last + 1 < diff._blocks.Length && diff._blocks[last + 1].Start - diff._blocks[last].End <= 2 * Context)
            {
                last++;
            }

            shift = diff.WriteHunk(diff._blocks.AsSpan()[first..(last + 1)], shift);
            first = last + 1;
        }
    }

    /// <returns>By how many lines the new text is longer up to here.</returns>
    private int WriteHunk(ReadOnlySpan<Block> blocks, int shift)
    {
        var lines = _before.Text.Length == 0 ? 0 : LinesOf(_before.Text).Length;
        var start = Math.Max(0, blocks[0].Start - Context);
        var end = Math.Min(lines, blocks[^1].End + Context);
        var growth = 0;
        foreach (var block in blocks)
        {
            growth += block.After.Length - block.Before.Length;
        }

        var header = $"@@ -{Range(start, end - start)} +{Range(start + shift, end - start + growth)} @@";
        _writer.WriteLine(_style.Cyan(header));
        var position = start;
        foreach (var block in blocks)
        {
            WriteContext(position, block.Start);
            for (var i = 0; i < block.Before.Length; i++)
            {
                WriteLine('-', block.Before[i], block.Start + i);
            }

            foreach (var line in block.After)
            {
                WriteLine('+', line, Math.Min(block.Start, Math.Max(0, lines - 1)));
            }

            position = block.End;
        }

        WriteContext(position, end);
        return shift + growth;
    }

    private void WriteContext(int start, int end)
    {
        if (start < end)
        {
            var lines = LinesOf(_before.Text);
            for (var i = start; i < end; i++)
            {
                WriteLine(' ', lines[i], i);
            }
        }
    }

    private void WriteLine(char mark, string line, int number)
    {
        var text = line.TrimEnd('\n', '\r');
        var shown = $"{mark}{TerminalText.Clean(SecretText.Redact(_secrets.Contains(number) ? SecretLines.Mask(text) : text))}";
        _writer.WriteLine(mark switch
        {
            '-' => _style.Red(shown),
            '+' => _style.Green(shown),
            _ => shown,
        });
        if (text.Length == line.Length)
        {
            _writer.WriteLine("\\ No newline at end of file");
        }
    }

    private static string Range(int start, int count) => count == 1
        ? (start + 1).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    /// <summary>Replacements that share a line are one block; lines that stay the same at its ends are not part of it.</summary>
    private static ImmutableArray<Block> BlocksOf(EditedText file)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
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
            blocks.Add(Block.Of(startLine - 1, LinesOf(after.Original.Text), LinesOf(after.ToString())));
            first = last + 1;
        }

        return blocks.DrainToImmutable();
    }

    /// <summary>Whole lines, with the end of the last one.</summary>
    private static TextSpan SpanOf(SourceText source, int firstLine, int lastLine)
    {
        var start = source.StartOf(firstLine);
        var end = lastLine < source.LineCount ? source.StartOf(lastLine + 1) : source.Text.Length;
        return new TextSpan(start, end - start);
    }

    /// <summary>With their ends; none for an empty text.</summary>
    private static ImmutableArray<string> LinesOf(string text)
    {
        var source = new SourceText("", text);
        var lines = ImmutableArray.CreateBuilder<string>(source.LineCount);
        for (var line = 1; line <= source.LineCount; line++)
        {
            var span = SpanOf(source, line, line);
            if (span.Length > 0)
            {
                lines.Add(text.Substring(span.Start, span.Length));
            }
        }

        return lines.DrainToImmutable();
    }

    /// <param name="Start">The 0-based number of the first line that goes.</param>
    private sealed record Block(int Start, ImmutableArray<string> Before, ImmutableArray<string> After)
    {
        public int End => Start + Before.Length;

        public static Block Of(int start, ImmutableArray<string> before, ImmutableArray<string> after)
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

            return new Block(start + head, before[head..^tail], after[head..^tail]);
        }
    }
}
