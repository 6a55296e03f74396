using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Where a finding is, in 1-based lines and 1-based columns of UTF-16 units; the end column is the one after the last.</summary>
internal readonly record struct FindingRegion(int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>A span may end with megabytes of white space, and every finding may: no more than this is looked at.</summary>
    private const int MaxTrimmed = 1024;

    public bool IsOneLine => StartLine == EndLine;

    /// <summary>The span without the white space at its end, which would make it end in the line after.</summary>
    public static FindingRegion Of(SourceLocation location)
    {
        var text = location.Source.Text;
        var (start, end) = OffsetsOf(location);
        for (var i = 0; i < MaxTrimmed && end > start && char.IsWhiteSpace(text[end - 1]); i++)
        {
            end--;
        }

        return Between(location.Source, start, end);
    }

    /// <summary>The span as it is, for an edit.</summary>
    public static FindingRegion Exactly(SourceLocation location)
    {
        var (start, end) = OffsetsOf(location);
        return Between(location.Source, start, end);
    }

    /// <summary>The same with at least one column, for readers that show nothing of an empty region.</summary>
    public FindingRegion Visible() =>
        IsOneLine && EndColumn <= StartColumn ? this with { EndColumn = StartColumn + 1 } : this;

    private static (int Start, int End) OffsetsOf(SourceLocation location)
    {
        var length = location.Source.Text.Length;
        var start = Math.Clamp(location.Span.Start, 0, length);
        return (start, (int)Math.Min((long)start + Math.Max(location.Span.Length, 0), length));
    }

    private static FindingRegion Between(SourceText source, int start, int end)
    {
        var first = source.PositionOf(start);
        var last = source.PositionOf(end);
        return new FindingRegion(first.Line, first.Column, last.Line, last.Column);
    }
}
