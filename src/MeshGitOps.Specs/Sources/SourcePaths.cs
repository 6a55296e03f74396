namespace MeshGitOps.Specs.Sources;

/// <summary>Paths as users write them, made into paths from the root of the repository.</summary>
public static class SourcePaths
{
    /// <summary>UTF-16 units; Linux takes no longer path.</summary>
    private const int MaxLength = 4096;

    /// <summary>
    /// Follows <paramref name="path"/> from <paramref name="folder"/>. The result has no '.', '..' or empty segments
    /// and no '/' at its ends; "" is the root of the repository. It is "" too where there is a problem.
    /// </summary>
    /// <param name="folder">A folder from the root of the repository; "" is the root.</param>
    /// <param name="path">A path or glob relative to it, as the user wrote it.</param>
    public static SourcePathProblem Resolve(string folder, string path, out string resolved)
    {
        resolved = "";
        var problem = FindProblem(path);
        if (problem != SourcePathProblem.None)
        {
            return problem;
        }

        var segments = new List<string>();
        if (folder.Length > 0)
        {
            segments.AddRange(folder.Split('/'));
        }

        foreach (var segment in path.Split('/'))
        {
            switch (segment)
            {
                case "" or ".":
                    break;
                case ".." when segments.Count == 0:
                    return SourcePathProblem.Outside;
                case ".." when segments.Exists(SourceGlob.IsGlob):
                    return SourcePathProblem.ParentAfterWildcard;
                case "..":
                    segments.RemoveAt(segments.Count - 1);
                    break;
                default:
                    segments.Add(segment);
                    break;
            }
        }

        resolved = string.Join('/', segments);
        return SourcePathProblem.None;
    }

    /// <summary>The folder of a file; "" for one at the root.</summary>
    public static string FolderOf(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }

    /// <summary>What lies in a folder, which is "" for the root.</summary>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>The last segment.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary><paramref name="path"/> seen from <paramref name="folder"/>, both from the root of the repository; it climbs with '..' where it must.</summary>
    public static string RelativeTo(string folder, string path)
    {
        var climbs = "";
        while (!IsWithin(path, folder))
        {
            folder = FolderOf(folder);
            climbs += "../";
        }

        return climbs + (folder.Length == 0 ? path : path[Math.Min(path.Length, folder.Length + 1)..]);
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or lies below it.</summary>
    public static bool IsWithin(string path, string folder) =>
        folder.Length == 0
        || (path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/'));

    private static SourcePathProblem FindProblem(string path) => path switch
    {
        "" => SourcePathProblem.Empty,
        { Length: > MaxLength } => SourcePathProblem.TooLong,
        ['/', ..] or ['~'] or ['~', '/', ..] => SourcePathProblem.Absolute,
        [_, ':', ..] when char.IsAsciiLetter(path[0]) => SourcePathProblem.Absolute,
        _ when path.Contains("://", StringComparison.Ordinal) => SourcePathProblem.Absolute,
        _ when path.Contains('\\') => SourcePathProblem.Backslash,
        _ when path.Any(char.IsControl) => SourcePathProblem.Character,
        _ => SourcePathProblem.None,
    };
}
