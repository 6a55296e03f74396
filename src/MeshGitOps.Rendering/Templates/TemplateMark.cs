using System.Globalization;
using System.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>
/// Marks in the text of a template that survive rendering, so that every line of the output knows the line of the template
/// it came from: a number between two characters that Unicode reserves for such use (U+FDD0 and U+FDD1).
/// A mark stands only before visible text and before expressions, where it cannot change which white space the engine removes.
/// </summary>
internal static class TemplateMark
{
    public const char Begin = '\uFDD0';
    public const char End = '\uFDD1';

    public static void Append(StringBuilder text, int number) => text.Append(Begin).Append(number).Append(End);

    /// <summary>The number of the mark that begins at <paramref name="start"/>, and where the text after it begins; null where there is none.</summary>
    public static (int Number, int Next)? Read(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && end - start < 9 && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return text[start] == Begin
            && end < text.Length
            && text[end] == End
            && int.TryParse(text.AsSpan(start + 1, end - start - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (number, end + 1)
                : null;
    }

    /// <summary>The number of the last mark of a text, or null.</summary>
    public static int? Last(string text)
    {
        var start = text.LastIndexOf(Begin);
        return start < 0 ? null : Read(text, start)?.Number;
    }
}
