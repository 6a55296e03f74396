using System.Text;
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

    /// <summary>Replaces the file in one step: a crash leaves the old one or the new one.</summary>
    public static void Write(string path, AddressLock wanted)
    {
        var folder = Path.GetDirectoryName(path) ?? Path.DirectorySeparatorChar.ToString();
        Directory.CreateDirectory(folder);
        var staged = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(staged, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(AddressLockFile.Write(wanted)));
                stream.Flush(flushToDisk: true);
            }

            File.Move(staged, path, overwrite: true);
        }
        finally
        {
            File.Delete(staged);
        }
    }
}
