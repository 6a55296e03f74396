using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Tests.Manifests;

/// <summary>Random manifests full of strings that readers of YAML get wrong.</summary>
internal static class NastyManifests
{
    private static readonly string[] Pieces =
    [
        "a", "B", "0", "1", "7", "9", "-", "+", ".", "_", ":", " ", "#", "'", "\"", "\\", "/", "~", "=", "<<", "e3", "0x", "0o", "\t", "\n", "\n\n",
        "\r", "\r\n", "\0", "\u001B", "\u007F", "\u0085", "\u00A0", "\u2028", "\uFEFF", "\uFFFD", "é", "漢", "\U0001F600", "?", "!", "&", "*", "|", ">", "%",
        "@", "`", "{", "}", "[", "]", ",", "---", "...", "- ", ": ", " #", "yes", "no", "on", "off", "true", "null", "NaN", ".inf", "2001-01-01", "12:30:45",
    ];

    public static ManifestMapping Next(Random random) => Mapping(random, 0);

    private static ManifestMapping Mapping(Random random, int depth)
    {
        var keys = Enumerable.Range(0, random.Next(depth == 0 ? 1 : 0, 5)).Select(_ => Text(random)).Distinct(StringComparer.Ordinal);
        return new ManifestMapping([.. keys.Select(key => new ManifestField(key, Value(random, depth + 1)))]);
    }

    private static ManifestValue Value(Random random, int depth) => random.Next(depth > 5 ? 3 : 5) switch
    {
        0 => random.Next(2) == 0,
        1 => new ManifestInteger(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)),
        2 => Text(random),
        3 => new ManifestSequence([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => Mapping(random, depth),
    };

    private static string Text(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        return random.Next(200) == 0 ? string.Concat(Enumerable.Repeat(text, 15)) : text;
    }
}
