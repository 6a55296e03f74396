using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>
/// The documents of a rendered file in parts that can be read: in the layout PerCluster, a file of a few thousand services is larger than any text
/// of a repository may be, and has more values.
/// </summary>
public static class ManifestParts
{
    private const int LeastPart = 256 * 1024;

    /// <summary>
    /// Each begins with a document. A line of <c>---</c> is the mark of one wherever it stands, also in the middle of a text (YAML 1.2.2, 9.1.2).
    /// A small file is one part.
    /// </summary>
    public static ImmutableArray<SourceText> Of(string path, ReadOnlySpan<byte> utf8)
    {
        var parts = ImmutableArray.CreateBuilder<SourceText>();
        var rest = utf8;
        while (rest.Length > LeastPart && rest[LeastPart..].IndexOf("\n---\n"u8) is var end and >= 0)
        {
            var length = LeastPart + end + 1;
            parts.Add(new SourceText(path, Encoding.UTF8.GetString(rest[..length])));
            rest = rest[length..];
        }

        parts.Add(new SourceText(path, Encoding.UTF8.GetString(rest)));
        return parts.ToImmutable();
    }
}
