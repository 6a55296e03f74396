namespace MeshGitOps.Cli;

/// <summary>Links on the way to a file that the command line names: the repository holds them, and whoever wrote the command did not mean them.</summary>
internal static class LinkedPath
{
    /// <summary>As Linux has it. Those of a circle lead nowhere.</summary>
    private const int MaxLinks = 40;

    /// <summary>
    /// Whether a path that stays in a folder by its name leaves it by a link. Of a path elsewhere, what it has in common with the folder is taken for it,
    /// so that /dev/stdout is what it is.
    /// </summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="path">Absolute. It need not exist.</param>
    public static bool LeadsOut(string folder, string path)
    {
        var root = CommonFolder(folder, path);
        var rest = new Stack<string>(Enumerable.Reverse(Pieces(root, path)));
        var place = root;
        for (var links = 0; rest.TryPop(out var piece);)
        {
            place = Path.Combine(place, piece);
            if (new FileInfo(place).LinkTarget is not { } written)
            {
                continue;
            }

            var target = Path.GetFullPath(written, Path.GetDirectoryName(place) ?? root);
            if (!IsIn(root, target) || ++links > MaxLinks)
            {
                return true;
            }

            foreach (var step in Enumerable.Reverse(Pieces(root, target)))
            {
                rest.Push(step);
            }

            place = root;
        }

        return false;
    }

    private static string CommonFolder(string folder, string path)
    {
        var root = folder;
        while (!IsIn(root, path) && Path.GetDirectoryName(root) is { } parent)
        {
            root = parent;
        }

        return root;
    }

    private static bool IsIn(string root, string path) =>
        Path.GetRelativePath(root, path) is var relative
        && !Path.IsPathRooted(relative)
        && relative != ".."
        && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string[] Pieces(string root, string path) =>
        Path.GetRelativePath(root, path) is var relative && relative == "." ? [] : relative.Split(Path.DirectorySeparatorChar);
}
