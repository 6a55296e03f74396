using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli;

/// <summary>The Kubernetes objects of all clusters, as the pipeline reads them: never from the output folder.</summary>
internal sealed record ClusterManifests
{
    /// <summary>Those of the specs; of manifests alone, the ones that stand for them.</summary>
    public required ImmutableArray<ClusterSpec> Clusters { get; init; }

    public required ImmutableArray<ClusterInventory> Inventories { get; init; }

    /// <summary>Documents that are no Kubernetes objects, of manifests that are checked alone; in a workspace each is a finding.</summary>
    public int OtherDocuments { get; private init; }

    /// <summary>A path leads nowhere, or a file cannot be read: what seems to be missing from a cluster may only be unread.</summary>
    public bool AreIncomplete { get; private init; }

    public static Diagnosed<ClusterManifests> Read(ISourceFolder folder, SpecSet specs, PolicySettings policy, PipelineOptions options)
    {
        var (clusters, clusterFindings) = options.IsBare ? BareClusters.Find(folder, specs, options.BareClusters) : new(specs.Clusters, []);
        var manifests = WorkspaceFiles.OutputPath(specs) is { } output ? new SourceFolderWithout(folder, output) : folder;
        var (inventories, readFindings) = ClusterInventories.Read(manifests, specs.WorkspaceFolder, clusters, policy.LooksAt, options.MaxParallelism);
        var findings = clusterFindings.AddRange(options.IsBare ? readFindings.RemoveAll(IsNoObject) : readFindings);
        var result = new ClusterManifests
        {
            Clusters = clusters,
            Inventories = inventories,
            OtherDocuments = options.IsBare ? readFindings.Count(IsNoObject) : 0,
            AreIncomplete = findings.Any(HidesObjects),
        };
        return new(result, findings);
    }

    private static bool IsNoObject(Diagnostic finding) => finding.Descriptor == ManifestDiagnostics.NoObject;

    private static bool HidesObjects(Diagnostic finding) =>
        finding.Severity == Severity.Error
        && (SourceDiagnostics.All.Contains(finding.Descriptor)
            || YamlDiagnostics.All.Contains(finding.Descriptor)
            || WorkspaceDiagnostics.All.Contains(finding.Descriptor)
            || CommitDiagnostics.All.Contains(finding.Descriptor));
}
