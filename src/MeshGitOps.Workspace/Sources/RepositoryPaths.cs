using System.Collections.Concurrent;

namespace MeshGitOps.Workspace.Sources;

/// <summary>
/// Finds what a path of a repository really names. Goes segment by segment and follows links by hand:
/// asking the system for the end of a path would not notice one that leaves the repository and comes back.
/// </summary>
internal sealed class RepositoryPaths(IRepositoryFiles files)
{
    /// <summary>As many as Argo CD follows.</summary>
    public const int MaxLinks = 10;

    private const int MaxLength = 4096;

    private readonly ConcurrentDictionary<string, bool> _knownFolders = new(StringComparer.Ordinal);

    public ResolvedPath Resolve(string path)
    {
        if (path.Length > MaxLength || path.Contains('\0', StringComparison.Ordinal))
        {
            return new(PathKind.None, "");
        }

        if (Path.IsPathRooted(path) || path.StartsWith('/'))
        {
            return new(PathKind.Outside, "");
        }

        try
        {
            return Walk(path);
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            return new(PathKind.None, "");
        }
    }

    private ResolvedPath Walk(string path)
    {
        var pending = new Stack<string>();
        PushSegments(pending, path);
        var real = "";
        var kind = PathKind.Folder;
        var links = 0;
        while (pending.TryPop(out var segment))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (kind == PathKind.Submodule && segment != "..")
            {
                break;
            }

            if (kind == PathKind.File)
            {
                return new(PathKind.None, "");
            }

            if (IsBarred(segment) || (segment == ".." && real.Length == 0))
            {
                return new(PathKind.Outside, "");
            }

            if (segment == "..")
            {
                kind = PathKind.Folder;
                real = real.LastIndexOf('/') is var slash and >= 0 ? real[..slash] : "";
                continue;
            }

            var next = real.Length == 0 ? segment : $"{real}/{segment}";
            if (_knownFolders.ContainsKey(next))
            {
                real = next;
                continue;
            }

            var entry = files.EntryAt(next);
            if (entry.Target is { } target)
            {
                if (++links > MaxLinks)
                {
                    return new(PathKind.TooManyLinks, "");
                }

                if (Path.IsPathRooted(target))
                {
                    if (files.BelowRoot(target) is not { } below)
                    {
                        return new(PathKind.Outside, "");
                    }

                    real = "";
                    target = below;
                }

                PushSegments(pending, target);
                continue;
            }

            switch (entry.Kind)
            {
                case EntryKind.Folder:
                    _knownFolders.TryAdd(next, true);
                    break;
                case EntryKind.Submodule:
                    kind = PathKind.Submodule;
                    break;
                case EntryKind.File or EntryKind.Link:
                    kind = PathKind.File;
                    break;
                default:
                    return new(PathKind.None, "");
            }

            real = next;
        }

        return new(kind, real);
    }

    private static void PushSegments(Stack<string> pending, string path)
    {
        var spelled = OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        var segments = spelled.Split('/');
        for (var i = segments.Length - 1; i >= 0; i--)
        {
            pending.Push(segments[i]);
        }
    }

    /// <summary>
    /// <c>.git</c> holds addresses with tokens and is no content of the repository;
    /// on Windows a colon names another drive or stream.
    /// </summary>
    private static bool IsBarred(string segment) =>
        segment.Equals(".git", StringComparison.OrdinalIgnoreCase)
        || (OperatingSystem.IsWindows() && segment.Contains(':', StringComparison.Ordinal));
}

/// <param name="Real">
/// The path without any link in it, relative to the root; of what lies in a submodule, the path of that. "" for all but a file, folder or submodule below the root.
/// </param>
internal readonly record struct ResolvedPath(PathKind Kind, string Real);

internal enum PathKind
{
    None,
    File,
    Folder,
    Outside,
    TooManyLinks,

    /// <summary>A submodule, or what would lie in it: no commit of this repository holds that.</summary>
    Submodule,
}
