using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>One line of a source as a terminal shows it, and where the underline goes, both in cells.</summary>
/// <param name="Text">Harmless, tabs as four spaces, at most <see cref="MaxCells"/> cells and the marks of what was left out.</param>
internal sealed record SourceExcerpt(int LineNumber, string Text, int UnderlineStart, int UnderlineLength)
{
    public const int MaxCells = 120;

    /// <summary>What is kept of a long line before the span.</summary>
    private const int UnitsBefore = 40;

    /// <summary>A line may be a whole file of megabytes, and every finding may lie in it: no more than this is looked at.</summary>
    private const int MaxUnits = 4 * MaxCells;

    private const string Tab = "    ";
    private const char Ellipsis = '…';

    /// <summary>The first line of the location; an underline ends with the line and is never empty.</summary>
    public static SourceExcerpt Of(SourceLocation location)
    {
        var position = location.Position;
        var text = location.Source.Text;
        var spanStart = Math.Clamp(location.Span.Start, 0, text.Length);
        var spanEnd = (int)Math.Min((long)spanStart + Math.Max(location.Span.Length, 0), text.Length);
        var lineStart = spanStart - (position.Column - 1);
        var windowStart = WindowStart(text, lineStart, spanStart);
        var units = Math.Min(MaxUnits, text.Length - windowStart);
        var lineEnd = text.AsSpan(windowStart, units).IndexOfAny('\n', '\r');
        var window = text.Substring(windowStart, lineEnd >= 0 ? lineEnd : units);
        return Draw(window, windowStart, lineStart, spanStart, spanEnd) with { LineNumber = position.Line };
    }

    private static SourceExcerpt Draw(string window, int windowStart, int lineStart, int spanStart, int spanEnd)
    {
        var drawn = new StringBuilder();
        if (windowStart > lineStart)
        {
            drawn.Append(Ellipsis);
        }

        var cells = drawn.Length;
        int? underlineStart = null;
        int? underlineEnd = null;
        var offset = windowStart;
        foreach (var rune in TerminalText.Clean(SecretText.Mask(window).Replace('\t', ' ')).EnumerateRunes())
        {
            underlineStart ??= offset >= spanStart ? cells : null;
            underlineEnd ??= offset >= spanEnd ? cells : null;
            if (cells >= MaxCells)
            {
                drawn.Append(Ellipsis);
                break;
            }

            var isTab = window[offset - windowStart] == '\t';
            drawn.Append(isTab ? Tab : rune.ToString());
            cells += isTab ? Tab.Length : CellWidth.Of(rune);
            offset += rune.Utf16SequenceLength;
        }

        var start = underlineStart ?? cells;
        return new SourceExcerpt(0, drawn.ToString().TrimEnd(), start, Math.Max(1, (underlineEnd ?? cells) - start));
    }

    /// <summary>The start of the line, or a little before a span that begins far into it.</summary>
    private static int WindowStart(string text, int lineStart, int spanStart)
    {
        if (spanStart - lineStart <= MaxCells - UnitsBefore)
        {
            return lineStart;
        }

        var windowStart = spanStart - UnitsBefore;
        return char.IsLowSurrogate(text[windowStart]) ? windowStart - 1 : windowStart;
    }
}
