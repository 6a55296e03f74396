using System.Buffers;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Sources;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Works out what Argo CD and Flux are told, from what the Workspace and the Clusters say.</summary>
internal static class DeliveryPlanner
{
    /// <summary>Kubernetes' limit of a label's value: Argo CD and Flux label what they apply with the name of their object.</summary>
    private const int MaxNameLength = 63;

    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[]\\{}");

    /// <summary>Null where no cluster has a delivery.</summary>
    public static DeliveryPlan? Plan(PlanningContext context)
    {
        var workspace = context.Specs.Workspace;
        if (workspace is not { Delivery: { } delivery, Metadata: { } metadata } || context.Clusters.All(cluster => cluster.Spec.Delivery is null))
        {
            return null;
        }

        var plan = new DeliveryPlan
        {
            Name = metadata.Name.Value,
            Origin = new Origin("Workspace", metadata.Name.Value, metadata.Name.Location),
            Repository = delivery.Repository?.Value,
            Root = RootOf(context, workspace),
            Revision = IsBranchPerCluster(workspace) ? null : RevisionOf(workspace, ""),
            ArgoCdNamespace = delivery.ArgoCd.Namespace?.Value ?? ArgoCdSettings.DefaultNamespace,
            IsPerCluster = delivery.ArgoCd.Applications == ArgoCdApplications.PerCluster,
            IsAutomated = delivery.ArgoCd.Automated,
            FluxArtifact = delivery.FluxOci is { } oci ? new OciArtifactPlan(oci.Url.Value, oci.Tag?.Value ?? FluxOciSpec.DefaultTag) : null,
            FluxSecret = FluxSecretOf(delivery, metadata.Name.Value),
        };
        CheckNames(context, plan);
        CheckFolder(context, workspace, plan);
        return plan;
    }

    public static ClusterDeliveryPlan? PlanCluster(PlanningContext context, ClusterContext cluster)
    {
        var revision = RevisionOf(context.Specs.Workspace, cluster.Name);
        return cluster.Spec.Delivery switch
        {
            ArgoCdDelivery argoCd => new ArgoCdClusterPlan(
                revision,
                argoCd.Server?.Value.TrimEnd('/'),
                argoCd.Project?.Value ?? ArgoCdDelivery.DefaultProject),
            FluxDelivery flux => new FluxClusterPlan(
                revision,
                flux.Namespace?.Value ?? FluxDelivery.DefaultNamespace,
                flux.Interval?.Value ?? FluxDelivery.DefaultInterval),
            _ => null,
        };
    }

    private static bool IsBranchPerCluster(WorkspaceSpec workspace) =>
        workspace.Publish is { EffectiveTarget: PublishTarget.Branch, EffectiveBranch.IsPerCluster: true };

    /// <summary>With ssh Flux always needs a key.</summary>
    private static string? FluxSecretOf(DeliverySpec delivery, string workspace) => delivery switch
    {
        { FluxSecret.Value: { } secret } => secret,
        { FluxOci: null, Repository.Value: { } url } when url.StartsWith("ssh://", StringComparison.Ordinal) => workspace,
        _ => null,
    };

    /// <summary>The root of a branch that is published to is the output itself.</summary>
    private static string RootOf(PlanningContext context, WorkspaceSpec workspace)
    {
        if (workspace.Publish.EffectiveTarget == PublishTarget.Branch)
        {
            return "";
        }

        var directory = workspace.OutputDirectory?.Value ?? WorkspaceSpec.DefaultOutputDirectory;
        return SourcePaths.Resolve(context.Specs.WorkspaceFolder, directory, out var resolved) == SourcePathProblem.None ? resolved : directory;
    }

    private static DeliveryRevision RevisionOf(WorkspaceSpec workspace, string cluster)
    {
        if (workspace.Publish.EffectiveTarget == PublishTarget.Branch)
        {
            var branch = workspace.Publish.EffectiveBranch.For(cluster);
            return new DeliveryRevision(branch, branch);
        }

        return workspace.Delivery?.Revision?.Value is { } name
            ? new DeliveryRevision(name, name.StartsWith("refs/", StringComparison.Ordinal) ? null : name)
            : new DeliveryRevision("HEAD", null);
    }

    private static void CheckNames(PlanningContext context, DeliveryPlan plan)
    {
        foreach (var cluster in context.Clusters)
        {
            var name = cluster.Spec.Delivery switch
            {
                ArgoCdDelivery => $"{plan.Name}-{cluster.Name}",
                FluxDelivery => $"{plan.Name}-shared",
                _ => "",
            };
            if (name.Length > MaxNameLength)
            {
                context.Diagnostics.Add(
                    DeliveryDiagnostics.NameTooLong,
                    cluster.Spec.Delivery!.Location,
                    $"What delivers cluster '{cluster.Name}' would have the name '{name}' of {name.Length} characters, of which {MaxNameLength} are allowed.",
                    "Choose a shorter name for the Workspace or the Cluster.");
            }

            if (cluster.Spec.Delivery is FluxDelivery flux && plan.Name == (flux.Namespace?.Value ?? FluxDelivery.DefaultNamespace))
            {
                context.Diagnostics.Add(
                    DeliveryDiagnostics.NameOfFlux,
                    flux.Location,
                    $"The GitRepository and Kustomization of cluster '{cluster.Name}' would be named '{plan.Name}', as those of Flux itself are.",
                    "Choose another name for the Workspace.");
            }
        }
    }

    private static void CheckFolder(PlanningContext context, WorkspaceSpec workspace, DeliveryPlan plan)
    {
        if (plan.Root.AsSpan().ContainsAny(PatternCharacters)
            && (workspace.OutputDirectory ?? workspace.Metadata?.Name) is { } written
            && !plan.IsPerCluster
            && context.Clusters.Any(cluster => cluster.Spec.Delivery is ArgoCdDelivery))
        {
            context.Diagnostics.Add(
                DeliveryDiagnostics.FolderIsPattern,
                written.Location,
                $"The output directory '{Specs.Text.Shown.Of(plan.Root)}' has a character that an ApplicationSet reads as a part of a pattern.",
                "Choose a directory without '*?[]{}', or write 'applications: PerCluster'.");
        }
    }
}
