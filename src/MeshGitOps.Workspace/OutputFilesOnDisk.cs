using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>An output folder. No link is ever followed, and a file without length is never opened: it could be a pipe.</summary>
internal sealed class OutputFilesOnDisk(OutputNames names) : IOutputFiles
{
    public OutputNames Names => names;

    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public IReadOnlyCollection<FolderEntry> EntriesOf(string folder) =>
        folder.Length > 0 || Directory.Exists(names.Root) ? FolderEntries.Of(Path.Combine(names.Root, folder)) : [];

    public byte[]? Read(OutputEntry file, long maxBytes) =>
        file.Length > maxBytes ? null : file.Length == 0 ? [] : File.ReadAllBytes(names.FullPath(file.Path));

    public bool Holds(OutputEntry file, ReadOnlySpan<byte> bytes) => FileContent.Equals(names.FullPath(file.Path), file.Length, bytes);

    public string HashOf(OutputEntry file) => FileContent.HashOf(names.FullPath(file.Path), file.Length);
}
