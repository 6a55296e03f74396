namespace MeshGitOps.Specs.Text;

/// <summary>
/// One file as it was read: its path and its decoded text without a byte-order mark.
/// Findings hold offsets; lines and columns are worked out only when one is printed.
/// </summary>
public sealed class SourceText
{
    private int[]? _lineStarts;

    /// <param name="path">Relative to the root of the repository, with '/' between the segments.</param>
    /// <param name="text">The decoded text without a byte-order mark; line ends as they are in the file.</param>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>Relative to the root of the repository, with '/' between the segments.</summary>
    public string Path { get; }

    /// <summary>The decoded text without a byte-order mark.</summary>
    public string Text { get; }

    /// <summary>The number of lines; a text without a line end has one.</summary>
    public int LineCount => LineStarts.Length;

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Text);

    /// <summary>The 1-based line and 1-based column (in UTF-16 units) of <paramref name="offset"/>.</summary>
    public LinePosition PositionOf(int offset)
    {
        var clamped = Math.Clamp(offset, 0, Text.Length);
        var index = Array.BinarySearch(LineStarts, clamped);
        var line = index >= 0 ? index : ~index - 1;
        return new LinePosition(line + 1, clamped - LineStarts[line] + 1);
    }

    /// <summary>The offset of the first character of a 1-based line.</summary>
    public int StartOf(int line) => LineStarts[line - 1];

    /// <summary>The text of a 1-based line, without its line end.</summary>
    public string Line(int number)
    {
        var start = LineStarts[number - 1];
        var end = number < LineStarts.Length ? LineStarts[number] : Text.Length;
        return Text[start..end].TrimEnd('\n', '\r');
    }

    /// <summary>The location of <paramref name="span"/> in this source.</summary>
    public SourceLocation At(TextSpan span) => new(this, span);

    /// <summary>The very start of the file: for a finding about the file as a whole.</summary>
    public SourceLocation Start => new(this, new TextSpan(0, 0));

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
