using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary>What a render is compared with.</summary>
/// <param name="Name">As the reader would write it.</param>
/// <param name="Output">From the root of the repository, for findings about files whose specs are gone.</param>
/// <param name="PreviouslyShared">The patches of what others own that lie there.</param>
/// <param name="Published">Every file that lies there and is ours, given what would be rendered.</param>
internal sealed record DiffBase(
    string Name,
    string Output,
    Func<Diagnosed<ImmutableArray<SharedObject>>> PreviouslyShared,
    Func<OutputTree, Diagnosed<ImmutableArray<PublishedFile>>> Published)
{
    /// <exception cref="UsageException">There is nothing to compare with where the command line says.</exception>
    public static Diagnosed<DiffBase?> Open(SpecSet specs, WorkspaceRun run, CommandSession session, DiffRequest request)
    {
        if (request.Against is not { } against)
        {
            return OfFolder(run.PathToWrite(WorkspaceFiles.OutputPath(specs)), run, session);
        }

        var folder = session.Absolute(against);
        return !Directory.Exists(folder) ? throw new UsageException($"There is no folder '{against}' to compare with.")
            : !Directory.Exists(Path.Combine(folder, ".meshgitops")) ? throw new UsageException($"The folder '{against}' holds no rendered output: it has no '.meshgitops'.")
            : OfFolder(folder, run, session);
    }

    /// <summary>An output folder; where there is none yet, everything is new.</summary>
    private static Diagnosed<DiffBase?> OfFolder(string path, WorkspaceRun run, CommandSession session)
    {
        var output = run.RelativePath(path);
        var (folder, findings) = OutputFolder.Open(path, output);
        return new(
            folder is null ? null : new DiffBase($"{session.Display(path)}/", output, folder.PreviouslyShared, tree => PublishedIn(folder, tree)),
            findings);
    }

    private static Diagnosed<ImmutableArray<PublishedFile>> PublishedIn(OutputFolder folder, OutputTree tree)
    {
        var (difference, conflicts) = folder.Compare(tree);
        return !conflicts.IsEmpty ? new([], conflicts)
            : difference.IsEmpty ? new(PhasedTree.AsPublished(tree), [])
            : folder.Published(difference, tree);
    }
}
