using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>A run that findings stopped before anything was written or compared.</summary>
internal static class StoppedRun
{
    public static bool IsStopped(ImmutableArray<Diagnostic> findings) => findings.Any(RuleCatalog.StopsOutput);

    /// <summary>Refused where it is the target alone that is in the way, and not the specs.</summary>
    public static ExitCode ExitCodeOf(ImmutableArray<Diagnostic> findings) =>
        findings.Where(RuleCatalog.StopsOutput).All(IsRefusal) ? ExitCode.Refused : ExitCode.Findings;

    private static bool IsRefusal(Diagnostic finding) =>
        finding.Descriptor == WorkspaceDiagnostics.InTheWay
        || finding.Descriptor == WorkspaceDiagnostics.LinkInOutput
        || finding.Descriptor == WorkspaceDiagnostics.OutputUnusable
        || finding.Descriptor == WorkspaceDiagnostics.OutputLocked
        || finding.Descriptor == WorkspaceDiagnostics.OutputChangedMeanwhile
        || finding.Descriptor == WorkspaceDiagnostics.TransactionDamaged
        || PublishDiagnostics.All.Contains(finding.Descriptor)
        || GitDiagnostics.All.Contains(finding.Descriptor);
}
