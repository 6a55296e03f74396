namespace MeshGitOps.Benchmarks;

/// <summary>
/// New folders on the disk of the temporary folder, as a checkout would lie. None is deleted before the last measurement:
/// ext4 does not use an inode again for minutes after its file was deleted, and looks through all such inodes for each new file,
/// which made a loop that writes 50,000 files ten times slower.
/// </summary>
internal static class Scratch
{
    private static readonly List<string> Folders = [];

    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("meshgitops-benchmark-").FullName;
        Folders.Add(folder);
        return folder;
    }

    /// <summary>Once, after the last measurement.</summary>
    public static void DeleteAll()
    {
        foreach (var folder in Folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
