using System.Buffers;
using System.Globalization;
using System.Text;

namespace MeshGitOps.Workspace;

/// <summary>The spelling of a path within a line.</summary>
internal static class InventoryText
{
    public const int HashLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>All of them are below U+0100, so two digits are enough.</summary>
    private static readonly SearchValues<char> Encoded = SearchValues.Create(
        [' ', '%', .. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(char.IsControl)]);

    public static bool IsHash(ReadOnlySpan<char> text) => text.Length == HashLength && !text.ContainsAnyExcept(HexDigits);

    public static string Encode(string value)
    {
        if (!value.AsSpan().ContainsAny(Encoded))
        {
            return value;
        }

        var text = new StringBuilder();
        foreach (var character in value)
        {
            if (Encoded.Contains(character))
            {
                text.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    /// <summary>Null where a percent sign is not followed by two hexadecimal digits.</summary>
    public static string? Decode(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal))
        {
            return value;
        }

        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '%')
            {
                text.Append(value[i]);
                continue;
            }

            if (i + 2 >= value.Length
                || !byte.TryParse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                return null;
            }

            text.Append((char)code);
            i += 2;
        }

        return text.ToString();
    }
}
