namespace MeshGitOps.Workspace;

/// <summary>What a disk refuses is the user's to cure, not a bug of ours: it becomes a finding.</summary>
internal static class DiskFailure
{
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyFileSystem = 30;

    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The end of a sentence: <c>because …</c>.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access is denied",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        PathTooLongException => "its path is too long",
        { HResult: NoSpaceLeft } => "the disk is full",
        { HResult: ReadOnlyFileSystem } => "the file system is read-only",
        _ => $"the system says: {exception.Message.TrimEnd('.')}",
    };
}
