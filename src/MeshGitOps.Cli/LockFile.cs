using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Cli;

/// <summary>The lock file of virtual addresses on disk.</summary>
internal static class LockFile
{
    /// <summary>Whether the file would be another one; line ends do not count, git may change them. No file is an empty one.</summary>
    public static bool Differs(string path, AddressLock wanted) =>
        new FileInfo(path) is { Exists: true, Length: > 0 } // A file without length is never opened: it could be a pipe.
            ? File.ReadAllText(path).ReplaceLineEndings("\n") != AddressLockFile.Write(wanted)
            : !wanted.Addresses.IsEmpty;

    public static void Write(string path, AddressLock wanted) => AtomicFile.Write(path, AddressLockFile.Write(wanted));
}
