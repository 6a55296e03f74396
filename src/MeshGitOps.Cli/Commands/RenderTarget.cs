using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary>Where a render goes.</summary>
/// <param name="Path">The absolute path of the output folder.</param>
/// <param name="LockPath">The absolute path of the lock file of virtual addresses.</param>
internal sealed record RenderTarget(OutputFolder Folder, string Path, string LockPath)
{
    /// <summary>What an earlier run left unfinished is finished first, as in every command that looks at the output.</summary>
    public static Diagnosed<RenderTarget?> Open(SpecSet specs, WorkspaceRun run, RenderRequest request)
    {
        if (request.Output is { } given && run.IsInRepository(given) && OutputOverlap.Find(specs, run.RelativePath(given)) is var (phrase, _))
        {
            throw new UsageException($"The output '{run.Display(run.RelativePath(given))}' holds {phrase}; give a folder of its own.");
        }

        var path = request.Output ?? run.PathToWrite(WorkspaceFiles.OutputPath(specs));
        var (folder, findings) = OutputFolder.Open(path, run.RelativePath(path));
        return new(
            folder is null ? null : new RenderTarget(folder.Of(request.Shard), path, run.PathToWrite(WorkspaceFiles.LockPath(specs))),
            findings);
    }
}
