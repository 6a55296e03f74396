using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary>
/// From paths to what is run. A path with a <c>meshgitops.yaml</c> at or above it, or with a spec below it, belongs to a workspace,
/// which is checked whole. All other paths together are the manifests of one cluster; <c>--cluster</c> says that of any path.
/// </summary>
internal static class ValidateTargets
{
    private const string UnnamedCluster = "cluster";
    private const string InputCluster = "stdin";
    private const string InputName = "<stdin>";

    public static ImmutableArray<ValidateTarget> Of(ValidateRequest request, CommandSession session, int maxParallelism) => request switch
    {
        { ReadsInput: true } => [OfInput(request, session, maxParallelism)],
        { Clusters.IsEmpty: false } => [OfClusters(request, session, maxParallelism)],
        _ => OfPaths(request, session, maxParallelism),
    };

    private static ImmutableArray<ValidateTarget> OfPaths(ValidateRequest request, CommandSession session, int maxParallelism)
    {
        var opened = request.Paths.DefaultIfEmpty(".").Select(path => (Path: path, Run: WorkspaceRun.Open(path, session))).ToList();
        var groups = opened.GroupBy(target => (target.Run.Root, target.Run.Folder)).ToList();
        var workspaces = groups.Where(group => group.First().Run.IsWorkspace(maxParallelism)).ToList();
        var bare = groups.Except(workspaces).SelectMany(group => group).Select(target => target.Path).ToList();
        return
        [
            .. workspaces.Select(group => new ValidateTarget(
                group.First().Run,
                request.Paths.IsEmpty ? [""] : [.. group.Select(target => target.Run.RelativePath(target.Path))])),
            .. bare.Count == 0 ? [] : new[] { Bare([.. bare.Select(path => (Name: (string?)null, path))], session) },
        ];
    }

    private static ValidateTarget OfClusters(ValidateRequest request, CommandSession session, int maxParallelism)
    {
        ImmutableArray<(string? Name, string Path)> named = request.Clusters is [{ Path: null } only]
            ? [.. request.Paths.DefaultIfEmpty(".").Select(path => ((string?)only.Name, path))]
            : [.. request.Clusters.Select(cluster => ((string?)cluster.Name, cluster.Path ?? "."))];
        foreach (var (_, path) in named)
        {
            if (WorkspaceRun.Open(path, session) is var run && run.HasSpecs(maxParallelism))
            {
                throw new UsageException(
                    $"'{run.Display(run.Folder)}' has specs, so its Clusters say which manifests are whose: leave '--cluster' out.");
            }
        }

        return Bare(named, session);
    }

    /// <summary>Opened at the folder that holds all of the paths, so that every file has one path.</summary>
    private static ValidateTarget Bare(ImmutableArray<(string? Name, string Path)> manifests, CommandSession session)
    {
        var paths = manifests.Select(manifest => session.Absolute(manifest.Path)).ToList();
        if (manifests.FirstOrDefault(manifest => !Path.Exists(session.Absolute(manifest.Path))) is { Path: { } missing })
        {
            throw new UsageException($"Path '{missing}' does not exist.");
        }

        var common = CommonFolder(paths);
        var run = WorkspaceRun.Open(common, session);
        var fallback = LabelOf(Path.GetFileName(common));
        var clusters = manifests
            .GroupBy(manifest => manifest.Name ?? fallback, StringComparer.Ordinal)
            .Select(group => new BareCluster(group.Key, [.. group.Select(manifest => run.RelativePath(manifest.Path)).Distinct(StringComparer.Ordinal)]));
        return new ValidateTarget(run.AsManifestsOf([.. clusters]), [""]);
    }

    private static ValidateTarget OfInput(ValidateRequest request, CommandSession session, int maxParallelism)
    {
        var written = request.InputPath ?? InputName;
        var (near, isWorkspace) = OpenAround(written, session, maxParallelism);
        var path = near.RelativePath(written);
        var text = ImmutableSortedDictionary.Create<string, Diagnosed<SourceText?>>(StringComparer.Ordinal)
            .Add(path, SourceStream.Read(session.Input, path));
        if (isWorkspace && request is { InputPath: not null, Clusters.IsEmpty: true })
        {
            return new ValidateTarget(near.With(text), [path]);
        }

        var name = request.Clusters is [var cluster] ? cluster.Name : InputCluster;
        return new ValidateTarget(near.AsManifestsOf([new BareCluster(name, [path])]).With(text), [""]);
    }

    /// <summary>
    /// The folder around a file, or the current one: without git nothing above a folder is looked at,
    /// and what lies beside a file that need not exist is nobody's workspace.
    /// </summary>
    private static (WorkspaceRun Run, bool IsWorkspace) OpenAround(string path, CommandSession session, int maxParallelism)
    {
        var near = WorkspaceRun.Open(NearestFolder(session.Absolute(path)), session);
        return !near.HasWorkspaceFile
            && IsBelow(session.Absolute(path), session.CurrentDirectory)
            && WorkspaceRun.Open(".", session) is var here
            && here.IsWorkspace(maxParallelism)
            ? (here, true)
            : (near, near.HasWorkspaceFile);
    }

    /// <summary>The file of <c>--stdin-filename</c> need not exist, nor its folder.</summary>
    private static string NearestFolder(string path)
    {
        var folder = Path.GetDirectoryName(path);
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? path;
    }

    private static string CommonFolder(List<string> paths)
    {
        var common = Directory.Exists(paths[0]) ? paths[0] : Path.GetDirectoryName(paths[0])!;
        while (!paths.TrueForAll(path => IsBelow(path, common)))
        {
            common = Path.GetDirectoryName(common)!;
        }

        return Path.TrimEndingDirectorySeparator(common);
    }

    private static bool IsBelow(string path, string folder) =>
        Path.GetRelativePath(folder, path) is var relative
        && !Path.IsPathRooted(relative)
        && relative != ".."
        && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    /// <summary>A folder's name as a DNS label: other characters become '-'.</summary>
    private static string LabelOf(string name)
    {
        var label = new StringBuilder();
        foreach (var character in name.ToLowerInvariant())
        {
            var isPlain = char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
            if (isPlain || label is [.., not '-'])
            {
                label.Append(isPlain ? character : '-');
            }
        }

        var text = label.ToString();
        text = text[..Math.Min(text.Length, DnsNames.MaxLabelLength)].TrimEnd('-');
        return text.Length == 0 ? UnnamedCluster : text;
    }
}

/// <param name="Paths">What the report is limited to, from the root of the repository; "" limits nothing.</param>
internal sealed record ValidateTarget(WorkspaceRun Run, ImmutableArray<string> Paths);
