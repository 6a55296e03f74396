using System.Buffers;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>Manifests below the first line of a file that is there, which says what made it.</summary>
internal static class HeadedManifests
{
    public static byte[] Write(ArrayBufferWriter<byte> buffer, ReadOnlyMemory<byte> headed, IEnumerable<ManifestMapping> roots)
    {
        buffer.ResetWrittenCount();
        var header = headed.Span[..(headed.Span.IndexOf((byte)'\n') + 1)];
        if (header is [(byte)'#', ..])
        {
            buffer.Write(header);
        }

        ManifestYamlWriter.Write(buffer, roots);
        return buffer.WrittenSpan.ToArray();
    }
}
