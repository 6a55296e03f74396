using System.Text;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>Writes one string in a given style.</summary>
internal static class ScalarWriter
{
    /// <param name="indent">Of the lines of a block.</param>
    public static void Write(ref Utf8Cursor cursor, string text, ScalarStyle style, int indent)
    {
        switch (style)
        {
            case ScalarStyle.Plain:
                cursor.Write(text.AsSpan());
                break;
            case ScalarStyle.SingleQuoted:
                WriteSingleQuoted(ref cursor, text);
                break;
            case ScalarStyle.DoubleQuoted:
                WriteDoubleQuoted(ref cursor, text);
                break;
            default:
                WriteLiteral(ref cursor, text, indent);
                break;
        }
    }

    private static void WriteSingleQuoted(ref Utf8Cursor cursor, ReadOnlySpan<char> text)
    {
        cursor.Write((byte)'\'');
        for (var quote = text.IndexOf('\''); quote >= 0; quote = text.IndexOf('\''))
        {
            cursor.Write(text[..quote]);
            cursor.Write("''"u8);
            text = text[(quote + 1)..];
        }

        cursor.Write(text);
        cursor.Write((byte)'\'');
    }

    private static void WriteDoubleQuoted(ref Utf8Cursor cursor, ReadOnlySpan<char> text)
    {
        cursor.Write((byte)'"');
        while (text.Length > 0)
        {
            var character = text[0];
            var length = 1;
            if (character is '"' or '\\')
            {
                cursor.Write((byte)'\\');
                cursor.Write((byte)character);
            }
            else if (PrintableCharacters.Contains(character))
            {
                cursor.Write(text[..1]);
            }
            else if (Rune.DecodeFromUtf16(text, out var rune, out length) == System.Buffers.OperationStatus.Done)
            {
                WriteEscape(ref cursor, rune.Value);
            }
            else
            {
                length = 1;
                WriteEscape(ref cursor, character);
            }

            text = text[length..];
        }

        cursor.Write((byte)'"');
    }

    private static void WriteEscape(ref Utf8Cursor cursor, int code)
    {
        switch (code)
        {
            case '\0':
                cursor.Write(@"\0"u8);
                break;
            case '\t':
                cursor.Write(@"\t"u8);
                break;
            case '\n':
                cursor.Write(@"\n"u8);
                break;
            case '\r':
                cursor.Write(@"\r"u8);
                break;
            case <= 0xFF:
                cursor.Write(@"\x"u8);
                cursor.WriteHexadecimal(code, 2);
                break;
            case <= 0xFFFF:
                cursor.Write(@"\u"u8);
                cursor.WriteHexadecimal(code, 4);
                break;
            default:
                cursor.Write(@"\U"u8);
                cursor.WriteHexadecimal(code, 8);
                break;
        }
    }

    /// <summary>Ends without a line end, as every other style does: the caller writes it.</summary>
    private static void WriteLiteral(ref Utf8Cursor cursor, string text, int indent)
    {
        cursor.Write((byte)'|');
        var content = text.AsSpan();
        if (content[^1] != '\n')
        {
            cursor.Write((byte)'-');
        }
        else
        {
            content = content[..^1];
            if (content[^1] == '\n')
            {
                cursor.Write((byte)'+');
            }
        }

        foreach (var range in content.Split('\n'))
        {
            cursor.Write((byte)'\n');
            var line = content[range];
            if (!line.IsEmpty)
            {
                cursor.WriteSpaces(indent);
                cursor.Write(line);
            }
        }
    }
}
