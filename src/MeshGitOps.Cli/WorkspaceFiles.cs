using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli;

/// <summary>The single files and folders that specs name: the lock file of virtual addresses, base Corefiles, the output.</summary>
internal static class WorkspaceFiles
{
    /// <summary>The path of the lock file from the root of the repository; null where it would leave it.</summary>
    public static string? LockPath(SpecSet specs) =>
        Resolve(specs, specs.Workspace.LockFile?.Value ?? WorkspaceSpec.DefaultLockFile);

    /// <summary>The output directory from the root of the repository; null where it would leave it.</summary>
    public static string? OutputPath(SpecSet specs) =>
        Resolve(specs, specs.Workspace.OutputDirectory?.Value ?? WorkspaceSpec.DefaultOutputDirectory);

    /// <summary>Empty where there is no lock file yet.</summary>
    public static Diagnosed<AddressLock> ReadLock(ISourceFolder folder, SpecSet specs)
    {
        if (LockPath(specs) is not { } path || folder.EntryAt(path) == SourceEntry.None)
        {
            return new(AddressLock.Empty, []);
        }

        var (source, findings) = folder.Read(path, specs.Workspace.LockFile?.Location);
        if (source is null)
        {
            return new(AddressLock.Empty, findings);
        }

        var (addresses, problems) = AddressLockFile.Read(source);
        return new(addresses, [.. findings, .. problems]);
    }

    /// <summary>The Corefiles that Clusters name, by cluster.</summary>
    public static Diagnosed<ImmutableSortedDictionary<string, SourceText>> ReadCorefiles(ISourceFolder folder, SpecSet specs)
    {
        var findings = new DiagnosticBag();
        var corefiles = ImmutableSortedDictionary.CreateBuilder<string, SourceText>(StringComparer.Ordinal);
        foreach (var cluster in specs.Clusters)
        {
            if (cluster.Dns?.Corefile is not { } corefile)
            {
                continue;
            }

            var (source, problems) = Read(folder, specs.WorkspaceFolder, corefile);
            findings.AddRange(problems);
            if (source is not null)
            {
                corefiles[cluster.Metadata.Name.Value] = source;
            }
        }

        return findings.With(corefiles.ToImmutable());
    }

    /// <summary>An output directory that leaves the repository through a link; '..' is found with the specs.</summary>
    public static ImmutableArray<Diagnostic> CheckOutput(ISourceFolder folder, SpecSet specs) =>
        specs.Workspace.OutputDirectory is { } written
        && OutputPath(specs) is { } path
        && folder.EntryAt(path) == SourceEntry.Outside
            ? [SourceFiles.ProblemOf(SourcePathProblem.Outside, written)]
            : [];

    private static Diagnosed<SourceText?> Read(ISourceFolder folder, string folderOfWorkspace, Located<string> written)
    {
        var problem = SourcePaths.Resolve(folderOfWorkspace, written.Value, out var path);
        return problem == SourcePathProblem.None
            ? folder.Read(path, written.Location)
            : new(null, [SourceFiles.ProblemOf(problem, written)]);
    }

    private static string? Resolve(SpecSet specs, string path) =>
        SourcePaths.Resolve(specs.WorkspaceFolder, path, out var resolved) == SourcePathProblem.None ? resolved : null;
}
