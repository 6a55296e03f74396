using System.Collections.Immutable;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Columns under headings, two spaces apart; never wrapped, so that lines can be searched and cut.</summary>
internal static class TextTable
{
    public static void Write(TextWriter writer, ImmutableArray<string> headings, ImmutableArray<string[]> rows)
    {
        var widths = headings.Select((heading, column) =>
            rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        WriteRow(writer, [.. headings], widths);
        foreach (var row in rows)
        {
            WriteRow(writer, row, widths);
        }
    }

    private static void WriteRow(TextWriter writer, string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, column) => TerminalText.Clean(cell).PadRight(widths[column]));
        writer.WriteLine($"  {string.Join("  ", padded)}".TrimEnd());
    }
}
