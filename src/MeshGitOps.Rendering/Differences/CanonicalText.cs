using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Differences;

/// <summary>A value as one text that is the same for the same value, in whatever order its fields were written: JSON with sorted fields.</summary>
internal static class CanonicalText
{
    public static string Of(ManifestValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ManifestValue value)
    {
        switch (value)
        {
            case ManifestString scalar:
                AppendQuoted(text, scalar.Value);
                break;
            case ManifestInteger number:
                text.Append(number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case ManifestBoolean flag:
                text.Append(flag.Value ? "true" : "false");
                break;
            case ManifestSequence list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case ManifestMapping mapping:
                text.Append('{');
                foreach (var field in mapping.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    AppendQuoted(text, field.Key);
                    text.Append(':');
                    Append(text, field.Value);
                    text.Append(',');
                }

                text.Append('}');
                break;
        }
    }

    private static void AppendQuoted(StringBuilder text, string value) => text
        .Append('"')
        .Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
        .Append('"');
}
