using System.Runtime.InteropServices;

namespace MeshGitOps.Workspace.Transactions;

/// <summary>Makes sure that what was written survives a loss of power.</summary>
internal static class DiskFlush
{
    /// <summary>From this many files on, one flush of the whole file system is cheaper than one per file.</summary>
    private const int ManyFiles = 32;

    /// <summary>Flushes the files, and on Linux the folders that name them.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Files(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || (paths.Count >= ManyFiles && FileSystemOf(paths[0])))
        {
            return;
        }

        ParallelDisk.For(paths.Count, index =>
        {
            using var handle = File.OpenHandle(paths[index], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(handle);
        });
    }

    /// <summary>False where the system has no such call (<c>syncfs(2)</c> is Linux only).</summary>
    public static bool FileSystemOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return SyncFileSystem(handle) == 0
                ? true
                : throw new IOException($"The file system could not be flushed (error {Marshal.GetLastPInvokeError()}).");
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileSystem(SafeHandle descriptor);
}
