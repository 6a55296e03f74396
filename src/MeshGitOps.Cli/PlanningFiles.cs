using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli;

/// <summary>What planning and rendering take from files of the workspace, besides specs and manifests.</summary>
internal sealed record PlanningFiles
{
    public required AddressLock CommittedAddresses { get; init; }

    /// <summary>By cluster.</summary>
    public required ImmutableSortedDictionary<string, SourceText> Corefiles { get; init; }

    public required TemplateSet Templates { get; init; }

    /// <summary>False where an error stands in the way of the whole output; one in a template stops only what is made of it.</summary>
    public required bool AllowRendering { get; init; }

    public static Diagnosed<PlanningFiles> Read(ISourceFolder folder, SpecSet specs)
    {
        var (committed, lockFindings) = WorkspaceFiles.ReadLock(folder, specs);
        var (templates, templateFindings) = TemplateSet.Read(folder, specs);
        var (corefiles, corefileFindings) = WorkspaceFiles.ReadCorefiles(folder, specs);
        ImmutableArray<Diagnostic> findings = [.. WorkspaceFiles.CheckOutput(folder, specs), .. lockFindings, .. corefileFindings];
        var files = new PlanningFiles
        {
            CommittedAddresses = committed,
            Corefiles = corefiles,
            Templates = templates,
            AllowRendering = !findings.Any(finding => finding.Severity == Severity.Error),
        };
        return new(files, [.. findings, .. templateFindings]);
    }
}
