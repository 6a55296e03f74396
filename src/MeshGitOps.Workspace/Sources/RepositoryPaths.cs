using System.Collections.Concurrent;

namespace MeshGitOps.Workspace.Sources;

/// <summary>
/// Finds what a path of a repository really names. Goes segment by segment and follows links by hand:
/// asking the system for the end of a path would not notice one that leaves the repository and comes back.
/// </summary>
internal sealed class RepositoryPaths(string root)
{
    /// <summary>As many as Argo CD follows.</summary>
    public const int MaxLinks = 10;

    private const int MaxLength = 4096;

    private readonly string _realRoot = RealPath(root);
    private readonly ConcurrentDictionary<string, bool> _knownFolders = new(StringComparer.Ordinal);

    public string FullPath(string real) => real.Length == 0 ? root : Path.Combine(root, real);

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

    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var real = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
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

            if (kind != PathKind.Folder)
            {
                return new(PathKind.None, "");
            }

            if (IsBarred(segment) || (segment == ".." && real.Length == 0))
            {
                return new(PathKind.Outside, "");
            }

            if (segment == "..")
            {
                real = real.LastIndexOf('/') is var slash and >= 0 ? real[..slash] : "";
                continue;
            }

            var next = real.Length == 0 ? segment : $"{real}/{segment}";
            if (_knownFolders.ContainsKey(next))
            {
                real = next;
                continue;
            }

            var entry = new FileInfo(FullPath(next));
            if ((int)entry.Attributes == -1)
            {
                return new(PathKind.None, "");
            }

            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is { } target)
            {
                if (++links > MaxLinks)
                {
                    return new(PathKind.TooManyLinks, "");
                }

                if (Path.IsPathRooted(target))
                {
                    if (BelowRoot(target) is not { } below)
                    {
                        return new(PathKind.Outside, "");
                    }

                    real = "";
                    target = below;
                }

                PushSegments(pending, target);
                continue;
            }

            kind = entry.Attributes.HasFlag(FileAttributes.Directory) ? PathKind.Folder : PathKind.File;
            real = next;
            if (kind == PathKind.Folder)
            {
                _knownFolders.TryAdd(next, true);
            }
        }

        return new(kind, real);
    }

    /// <summary>The part of an absolute path after the root; null where it does not lie below it (<c>/repo-evil</c> is not below <c>/repo</c>).</summary>
    private string? BelowRoot(string absolute)
    {
        foreach (var folder in new[] { root, _realRoot })
        {
            var prefix = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
            if (absolute.StartsWith(prefix, StringComparison.Ordinal))
            {
                return absolute[prefix.Length..];
            }

            if (absolute == folder)
            {
                return "";
            }
        }

        return null;
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

/// <param name="Real">The path without any link in it, relative to the root; "" unless a file or folder below the root.</param>
internal readonly record struct ResolvedPath(PathKind Kind, string Real);

internal enum PathKind
{
    None,
    File,
    Folder,
    Outside,
    TooManyLinks,
}
