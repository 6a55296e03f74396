using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>Reads a source from a stream, with the limits and the encoding of a file.</summary>
public static class SourceStream
{
    private const int BlockSize = 64 * 1024;

    /// <summary>The text, or null with the findings that say why not (too large, not UTF-8, unreadable).</summary>
    /// <param name="path">What findings call it.</param>
    public static Diagnosed<SourceText?> Read(Stream stream, string path)
    {
        using var bytes = new MemoryStream();
        var block = new byte[BlockSize];
        try
        {
            while (stream.Read(block) is var count and > 0)
            {
                bytes.Write(block.AsSpan(0, count));
                if (bytes.Length > SpecFolder.MaxFileBytes)
                {
                    return new(null, [SourceFile.TooLarge(path, new SourceText(path, "").Start, $"more than {SpecFolder.MaxFileBytes}")]);
                }
            }
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            return new(null,
            [
                Diagnostic.Create(
                    WorkspaceDiagnostics.FileUnreadable,
                    new SourceText(path, "").Start,
                    $"The standard input cannot be read because {DiskFailure.Reason(exception)}."),
            ]);
        }

        var (read, findings) = SourceFile.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), path);
        return new(read?.Text, findings);
    }
}
