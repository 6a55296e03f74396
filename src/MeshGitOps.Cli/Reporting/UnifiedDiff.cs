using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The difference of one file as <c>diff -u</c> shows it, without the values of Secrets, and without what a terminal would obey.</summary>
internal sealed class UnifiedDiff
{
    private const int Context = 3;

    private readonly TextWriter _writer;
    private readonly TextStyle _style;
    private readonly UnifiedFile _file;

    private UnifiedDiff(TextWriter writer, TextStyle style, UnifiedFile file)
    {
        _writer = writer;
        _style = style;
        _file = file;
    }

    public static void Write(TextWriter writer, TextStyle style, UnifiedFile file)
    {
        var diff = new UnifiedDiff(writer, style, file);
        writer.WriteLine(style.Bold(file.NameBefore is null ? "--- /dev/null" : $"--- a/{TerminalText.Clean(file.NameBefore)}"));
        writer.WriteLine(style.Bold(file.NameAfter is null ? "+++ /dev/null" : $"+++ b/{TerminalText.Clean(file.NameAfter)}"));
        var shift = 0;
        for (var first = 0; first < file.Changes.Length;)
        {
            var last = first;
            while (last + 1 < file.Changes.Length && file.Changes[last + 1].Start - file.Changes[last].End <= 2 * Context)
            {
                last++;
            }

            shift = diff.WriteHunk(file.Changes.AsSpan()[first..(last + 1)], shift);
            first = last + 1;
        }
    }

    /// <returns>By how many lines the new text is longer up to here.</returns>
    private int WriteHunk(ReadOnlySpan<LineChange> changes, int shift)
    {
        var lines = _file.Lines.Length;
        var start = Math.Max(0, changes[0].Start - Context);
        var end = Math.Min(lines, changes[^1].End + Context);
        var growth = 0;
        foreach (var change in changes)
        {
            growth += change.After.Length - change.Before.Length;
        }

        var header = $"@@ -{Range(start, end - start)} +{Range(start + shift, end - start + growth)} @@";
        _writer.WriteLine(_style.Cyan(header));
        var position = start;
        foreach (var change in changes)
        {
            WriteContext(position, change.Start);
            for (var i = 0; i < change.Before.Length; i++)
            {
                WriteLine('-', change.Before[i], _file.IsSecretBefore(change.Start + i));
            }

            var besideSecret = _file.IsSecretBefore(Math.Min(change.Start, Math.Max(0, lines - 1)));
            for (var i = 0; i < change.After.Length; i++)
            {
                WriteLine('+', change.After[i], besideSecret || _file.IsSecretAfter(change.Start + shift + i));
            }

            shift += change.After.Length - change.Before.Length;
            position = change.End;
        }

        WriteContext(position, end);
        return shift;
    }

    private void WriteContext(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            WriteLine(' ', _file.Lines[i], _file.IsSecretBefore(i));
        }
    }

    private void WriteLine(char mark, string line, bool isSecret)
    {
        var text = line.TrimEnd('\n', '\r');
        var shown = $"{mark}{TerminalText.Clean(SecretText.Redact(isSecret ? SecretLines.Mask(text) : text))}";
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
}
