using System.Buffers;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>
/// Writes manifests as YAML: canonical, so that the same tree is always the same bytes, and the one place that quotes.
/// Two spaces, sequences at the indentation of their key, UTF-8 without a byte-order mark, '\n'.
/// </summary>
public static class ManifestYamlWriter
{
    private const int Indentation = 2;

    /// <summary>A longer key is written as <c>? key</c>: parsers look for the ':' only within 1024 characters.</summary>
    private const int LongestSimpleKey = 500;

    private const int LongestEscapedSimpleKey = 150;

    /// <summary>One document.</summary>
    public static void Write(IBufferWriter<byte> output, ManifestMapping document)
    {
        var cursor = new Utf8Cursor(output);
        WriteDocument(ref cursor, document);
        cursor.Flush();
    }

    /// <summary>The documents with <c>---</c> between them.</summary>
    public static void Write(IBufferWriter<byte> output, IEnumerable<ManifestMapping> documents)
    {
        var cursor = new Utf8Cursor(output);
        var isFirst = true;
        foreach (var document in documents)
        {
            if (!isFirst)
            {
                cursor.Write("---\n"u8);
            }

            isFirst = false;
            WriteDocument(ref cursor, document);
        }

        cursor.Flush();
    }

    private static void WriteDocument(ref Utf8Cursor cursor, ManifestMapping document)
    {
        if (document.Fields.IsEmpty)
        {
            cursor.Write("{}\n"u8);
            return;
        }

        WriteFields(ref cursor, document, 0);
    }

    /// <summary>The fields, the first one where the cursor stands: at the indentation, or after a <c>- </c>.</summary>
    private static void WriteFields(ref Utf8Cursor cursor, ManifestMapping mapping, int indent)
    {
        var isFirst = true;
        foreach (var (key, value) in mapping.Fields)
        {
            if (!isFirst)
            {
                cursor.WriteSpaces(indent);
            }

            isFirst = false;
            WriteKey(ref cursor, key, indent);
            WriteFieldValue(ref cursor, value, indent);
        }
    }

    private static void WriteKey(ref Utf8Cursor cursor, string key, int indent)
    {
        var style = ScalarStyles.OfKey(key);
        if (key.Length > (style == ScalarStyle.DoubleQuoted ? LongestEscapedSimpleKey : LongestSimpleKey))
        {
            cursor.Write("? "u8);
            ScalarWriter.Write(ref cursor, key, style, indent);
            cursor.Write((byte)'\n');
            cursor.WriteSpaces(indent);
        }
        else
        {
            ScalarWriter.Write(ref cursor, key, style, indent);
        }

        cursor.Write((byte)':');
    }

    private static void WriteFieldValue(ref Utf8Cursor cursor, ManifestValue value, int indent)
    {
        switch (value)
        {
            case ManifestMapping { Fields.IsEmpty: false } mapping:
                cursor.Write((byte)'\n');
                cursor.WriteSpaces(indent + Indentation);
                WriteFields(ref cursor, mapping, indent + Indentation);
                break;
            case ManifestSequence { Items.IsEmpty: false } sequence:
                cursor.Write((byte)'\n');
                cursor.WriteSpaces(indent);
                WriteItems(ref cursor, sequence, indent);
                break;
            default:
                cursor.Write((byte)' ');
                WriteScalar(ref cursor, value, indent + Indentation);
                break;
        }
    }

    /// <summary>The items, the first one where the cursor stands.</summary>
    private static void WriteItems(ref Utf8Cursor cursor, ManifestSequence sequence, int indent)
    {
        var isFirst = true;
        foreach (var item in sequence.Items)
        {
            if (!isFirst)
            {
                cursor.WriteSpaces(indent);
            }

            isFirst = false;
            cursor.Write("- "u8);
            switch (item)
            {
                case ManifestMapping { Fields.IsEmpty: false } mapping:
                    WriteFields(ref cursor, mapping, indent + Indentation);
                    break;
                case ManifestSequence { Items.IsEmpty: false } inner:
                    WriteItems(ref cursor, inner, indent + Indentation);
                    break;
                default:
                    WriteScalar(ref cursor, item, indent + Indentation);
                    break;
            }
        }
    }

    /// <summary>A scalar or an empty collection, with the end of its line.</summary>
    private static void WriteScalar(ref Utf8Cursor cursor, ManifestValue value, int indent)
    {
        switch (value)
        {
            case ManifestString text:
                ScalarWriter.Write(ref cursor, text.Value, ScalarStyles.OfValue(text.Value), indent);
                break;
            case ManifestInteger integer:
                cursor.Write(integer.Value);
                break;
            case ManifestBoolean boolean:
                cursor.Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            case ManifestSequence:
                cursor.Write("[]"u8);
                break;
            default:
                cursor.Write("{}"u8);
                break;
        }

        cursor.Write((byte)'\n');
    }
}
