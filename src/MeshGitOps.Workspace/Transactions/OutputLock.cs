namespace MeshGitOps.Workspace.Transactions;

/// <summary>Held while an output folder is changed; the system lets go of it when the process ends, however it ends.</summary>
internal sealed class OutputLock : IDisposable
{
    private readonly FileStream _stream;

    private OutputLock(FileStream stream) => _stream = stream;

    /// <summary>Null where another command holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static OutputLock? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "lock");
        try
        {
            var stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            });
            if (IsStillThere(stream, path))
            {
                return new OutputLock(stream);
            }

            stream.Dispose();
            return null;
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            return null;
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>
    /// The holder before us may have deleted the file between our opening and locking it; a third command would then make and lock a new one.
    /// A length of our own shows whether the path still leads to our file: reading it back would need a lock too.
    /// </summary>
    private static bool IsStillThere(FileStream stream, string path)
    {
        stream.SetLength(Random.Shared.Next(1, 1 << 16));
        var file = new FileInfo(path);
        return file.Exists && file.Length == stream.Length;
    }

    private static bool IsHeldByAnother(IOException exception)
    {
        const int WouldBlockOnLinux = 11;
        const int WouldBlockOnMac = 35;
        const int SharingViolation = unchecked((int)0x80070020);
        return exception.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolation;
    }
}
