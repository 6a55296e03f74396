using System.Text;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Sizes;

/// <summary>The bytes of a manifest as the JSON that kubectl and the API server make of it: no spaces, escapes as Go writes them.</summary>
public static class JsonSize
{
    public static long Of(ManifestValue value) => value switch
    {
        ManifestString text => Of(text.Value),
        ManifestBoolean boolean => boolean.Value ? 4 : 5,
        ManifestInteger integer => Digits(integer.Value),
        ManifestSequence sequence => Of(sequence),
        ManifestMapping mapping => Of(mapping),
        _ => 0,
    };

    private static long Of(ManifestMapping mapping)
    {
        long size = 2 + Math.Max(0, mapping.Fields.Length - 1);
        foreach (var (key, value) in mapping.Fields)
        {
            size += Of(key) + 1 + Of(value);
        }

        return size;
    }

    private static long Of(ManifestSequence sequence)
    {
        long size = 2 + Math.Max(0, sequence.Items.Length - 1);
        foreach (var item in sequence.Items)
        {
            size += Of(item);
        }

        return size;
    }

    /// <summary>With its quotes. Go writes &lt;, &gt; and &amp; as six characters, for pages that hold JSON.</summary>
    private static long Of(string text)
    {
        long size = 2 + Encoding.UTF8.GetByteCount(text);
        foreach (var character in text)
        {
            size += character switch
            {
                '"' or '\\' or '\n' or '\r' or '\t' or '\b' or '\f' => 1,
                '<' or '>' or '&' => 5,
                < ' ' => 5,
                '\u2028' or '\u2029' => 3,
                _ => 0,
            };
        }

        return size;
    }

    private static long Digits(long value)
    {
        var size = value < 0 ? 2 : 1;
        for (var rest = value / 10; rest != 0; rest /= 10)
        {
            size++;
        }

        return size;
    }
}
