namespace MeshGitOps.EndToEnd;

/// <summary>The examples of the repository, to be copied to where a test wants them.</summary>
internal static class ExampleCopy
{
    /// <summary>The root of the repository that the tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly string Examples = Path.Combine(Root, "examples");

    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Examples).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    /// <summary>Copies an example with its committed output.</summary>
    public static void To(string folder, string example) => CopyFolder(Path.Combine(Examples, example), folder);

    public static void CopyFolder(string from, string to)
    {
        foreach (var path in Files(from))
        {
            var target = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(from, path), target);
        }
    }

    /// <summary>Path and content of every file below a folder, hidden ones too, sorted.</summary>
    public static string[] Snapshot(string folder) =>
        [.. Files(folder).Select(path => $"{path}\n{File.ReadAllText(Path.Combine(folder, path))}")];

    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MeshGitOps.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository: there is no MeshGitOps.sln above them.");
    }
}
