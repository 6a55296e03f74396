using System.Text;

namespace MeshGitOps.Cli;

/// <summary>Writes the single files that a command changes besides the output.</summary>
internal static class AtomicFile
{
    /// <summary>Replaces the file in one step: a crash leaves the old one or the new one.</summary>
    public static void Write(string path, string text)
    {
        var folder = Path.GetDirectoryName(path) ?? Path.DirectorySeparatorChar.ToString();
        Directory.CreateDirectory(folder);
        // A name that a repository cannot hold already, as a link that leads elsewhere.
        var staged = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            using (var stream = new FileStream(staged, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
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
