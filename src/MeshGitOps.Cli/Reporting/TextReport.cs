using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Findings for a person: what is wrong, the line with the span underlined, the other places, the cure.</summary>
/// <param name="displayPath">Turns the path of a source (relative to the root of the repository) into one the reader can open.</param>
internal sealed class TextReport(TextWriter writer, TextStyle style, Func<string, string> displayPath)
{
    public void Write(FindingSelection selection)
    {
        foreach (var diagnostic in selection.Shown)
        {
            Write(diagnostic);
        }

        if (selection.Hidden.IsEmpty)
        {
            return;
        }

        writer.WriteLine($"... and {Plural.Of(selection.Hidden.Sum(entry => entry.Count), "more finding")} (--all shows them):");
        foreach (var entry in selection.Hidden)
        {
            writer.WriteLine($"  {entry.Count,6} x {Heading(entry.Severity, entry.Id)} {TerminalText.Clean(entry.Title)}");
        }

        writer.WriteLine();
    }

    public void Write(Diagnostic diagnostic)
    {
        var excerpt = SourceExcerpt.Of(diagnostic.Location);
        var related = diagnostic.Related.Select(place => (Place: place, Excerpt: SourceExcerpt.Of(place.Location))).ToList();
        var gutter = related.Select(place => place.Excerpt.LineNumber).Append(excerpt.LineNumber).Max()
            .ToString(CultureInfo.InvariantCulture).Length;
        var margin = new string(' ', gutter);

        writer.WriteLine($"{Heading(diagnostic.Severity, diagnostic.Id)}: {style.Bold(TerminalText.Clean(diagnostic.Message))}");
        writer.WriteLine($"{margin}{style.Blue("-->")} {Place(diagnostic.Location)}");
        if (HasText(diagnostic.Location))
        {
            WriteExcerpt(excerpt, gutter, '^', Tint(diagnostic.Severity), note: "");
        }

        foreach (var (place, placeExcerpt) in related)
        {
            writer.WriteLine($"{margin}{style.Blue(":::")} {Place(place.Location)}");
            WriteExcerpt(placeExcerpt, gutter, '-', style.Blue, TerminalText.Clean(place.Message));
        }

        if (diagnostic.Help is { } help)
        {
            writer.WriteLine($"{margin} {style.Blue("=")} {style.Cyan("help:")} {TerminalText.Clean(help)}");
        }

        writer.WriteLine();
    }

    private void WriteExcerpt(SourceExcerpt excerpt, int gutter, char mark, Func<string, string> tint, string note)
    {
        var margin = new string(' ', gutter);
        var number = excerpt.LineNumber.ToString(CultureInfo.InvariantCulture).PadLeft(gutter);
        var underline = new string(mark, excerpt.UnderlineLength);
        var marked = note.Length == 0 ? underline : $"{underline} {note}";
        writer.WriteLine($"{margin} {style.Blue("|")}");
        writer.WriteLine($"{style.Blue(number)} {style.Blue("|")} {excerpt.Text}".TrimEnd());
        writer.WriteLine($"{margin} {style.Blue("|")} {new string(' ', excerpt.UnderlineStart)}{tint(marked)}");
    }

    private string Heading(Severity severity, string id) =>
        Tint(severity)($"{SeverityName.Of(severity)}[{TerminalText.Clean(id)}]");

    /// <summary>A finding about a file as a whole, or about one that cannot be read, has no line to show.</summary>
    private static bool HasText(SourceLocation location) => location.Source.Text.Length > 0;

    private string Place(SourceLocation location)
    {
        if (!HasText(location))
        {
            return TerminalText.Clean(displayPath(location.Path));
        }

        var position = location.Position;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{TerminalText.Clean(displayPath(location.Path))}:{position.Line}:{position.Column}");
    }

    private Func<string, string> Tint(Severity severity) => severity switch
    {
        Severity.Error => style.Red,
        Severity.Warning => style.Yellow,
        _ => style.Cyan,
    };
}
