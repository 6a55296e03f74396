using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Templates;

/// <summary>How the values of the model become text.</summary>
internal static class TemplateValues
{
    /// <exception cref="TemplateFailure">The value is a list, a mapping or nothing.</exception>
    public static string Text(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        null => throw new TemplateFailure(TemplateDiagnostics.Value, "has no value here", "Test it with 'if' first."),
        _ => throw new TemplateFailure(
            TemplateDiagnostics.Value,
            "is a list or a mapping and has no text",
            "Go through it with 'each', or write it with 'json'."),
    };

    /// <summary>One scalar that no YAML reader takes for anything but this value; never of several lines.</summary>
    public static string Yaml(object? value)
    {
        var text = Text(value);
        if (value is not string)
        {
            return text;
        }

        var buffer = new ArrayBufferWriter<byte>();
        var cursor = new Utf8Cursor(buffer);
        ScalarWriter.Write(ref cursor, text, ScalarStyles.OfKey(text), 0);
        cursor.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>On one line; everything that is not plain ASCII is escaped.</summary>
    public static string Json(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Puts spaces before every line that is not empty.</summary>
    public static string Indent(object? count, string text)
    {
        if (count is not int spaces || spaces is < 0 or > TemplateLimits.Indent)
        {
            throw new TemplateFailure(
                TemplateDiagnostics.Value,
                string.Create(CultureInfo.InvariantCulture, $"indents by something other than a number from 0 to {TemplateLimits.Indent}"),
                "Write 'indent 4 TEXT'.");
        }

        var indent = new string(' ', spaces);
        return string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : indent + line));
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case IEnumerable<KeyValuePair<string, object?>> mapping:
                writer.WriteStartObject();
                foreach (var (key, item) in mapping)
                {
                    writer.WritePropertyName(key);
                    Write(writer, item);
                }

                writer.WriteEndObject();
                break;
            case List<object?> list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(Text(value));
                break;
        }
    }
}
