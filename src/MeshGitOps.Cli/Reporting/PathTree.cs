using System.Collections.Immutable;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Sorted paths as a tree: each folder once, what lies in it indented below.</summary>
internal static class PathTree
{
    /// <param name="paths">With '/', sorted ordinally, each with a remark that may be empty.</param>
    public static void Write(TextWriter writer, ImmutableArray<(string Path, string Remark)> paths, int limit)
    {
        string[] previous = [];
        foreach (var (path, remark) in paths.Take(limit))
        {
            var segments = TerminalText.Clean(path).Split('/');
            var shared = 0;
            while (shared < segments.Length - 1 && shared < previous.Length - 1 && segments[shared] == previous[shared])
            {
                shared++;
            }

            for (var depth = shared; depth < segments.Length; depth++)
            {
                var isFile = depth == segments.Length - 1;
                var end = isFile ? remark.Length == 0 ? "" : $"  ({remark})" : "/";
                writer.WriteLine($"{new string(' ', 2 * (depth + 1))}{segments[depth]}{end}");
            }

            previous = segments;
        }

        if (paths.Length > limit)
        {
            writer.WriteLine($"  ... and {Plural.Of(paths.Length - limit, "more file")} (--all shows them)");
        }
    }
}
