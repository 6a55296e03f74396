using System.Text;

namespace MeshGitOps.Tests.Workspace;

/// <summary>A folder on disk that is deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("meshgitops-test-").FullName;

    public string this[string path] => Path.Combine(Root, path);

    public TemporaryFolder Write(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    public TemporaryFolder WriteBytes(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllBytes(this[path], bytes);
        return this;
    }

    public TemporaryFolder Folder(string path)
    {
        Directory.CreateDirectory(this[path]);
        return this;
    }

    public TemporaryFolder Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.CreateSymbolicLink(this[path], target);
        return this;
    }

    public string Read(string path) => File.ReadAllText(this[path]);

    /// <summary>Every file with its text, sorted; a link is shown as such.</summary>
    public string[] Snapshot(string below = "")
    {
        var root = this[below];
        return !Directory.Exists(root)
            ? []
            : [.. EntriesBelow(root)
                .Where(path => !IsRealFolder(path))
                .Select(path => $"{Path.GetRelativePath(root, path)}={(new FileInfo(path).LinkTarget is { } link ? "-> " + link : File.ReadAllText(path))}")
                .Order(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        AllowAll(Root);
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>By hand: the framework's recursion follows links, in circles too.</summary>
    private static IEnumerable<string> EntriesBelow(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            yield return entry;
            if (IsRealFolder(entry))
            {
                foreach (var below in EntriesBelow(entry))
                {
                    yield return below;
                }
            }
        }
    }

    private static bool IsRealFolder(string path) => Directory.Exists(path) && new FileInfo(path).LinkTarget is null;

    private static void AllowAll(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var below in Directory.EnumerateDirectories(folder).Where(IsRealFolder))
        {
            AllowAll(below);
        }
    }
}
