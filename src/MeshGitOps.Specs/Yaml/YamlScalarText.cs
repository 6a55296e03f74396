using System.Globalization;
using System.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// Strings as they are written into YAML text by hand-sized edits: plain where every reader takes that for the same string,
/// else in double quotes. Whole manifests are written by the Rendering project.
/// </summary>
public static class YamlScalarText
{
    /// <summary>One line, for block and flow style.</summary>
    public static string Of(string value) => IsPlain(value) ? value : Quoted(value);

    /// <summary>A list in flow style: <c>["."]</c>.</summary>
    public static string ListOf(params ReadOnlySpan<string> values)
    {
        var text = new StringBuilder("[");
        foreach (var value in values)
        {
            text.Append(text.Length > 1 ? ", " : "").Append(Of(value));
        }

        return text.Append(']').ToString();
    }

    /// <summary>In double quotes, whatever it is; control characters are escaped, so that it stays on one line.</summary>
    internal static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                < ' ' or (>= '\u007F' and < '\u00A0') or '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE' =>
                    text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(character),
            };
        }

        return text.Append('"').ToString();
    }

    /// <summary>Narrower than YAML: a letter, then letters, digits, '.', '-', '_' and '/'; no word that is another type anywhere.</summary>
    private static bool IsPlain(string value) =>
        value.Length > 0
        && char.IsAsciiLetter(value[0])
        && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '/')
        && !YamlScalarTypes.IsOtherTypeSomewhere(value);
}
