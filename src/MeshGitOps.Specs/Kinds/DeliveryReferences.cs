using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds;

/// <summary>What the delivery of clusters needs of the workspace, and of each other.</summary>
internal static class DeliveryReferences
{
    public static void Check(SpecSet specs, DiagnosticBag diagnostics)
    {
        CheckRepository(specs, diagnostics);
        CheckServers(specs, diagnostics);
    }

    /// <summary>One finding for the one field that is missing, at the first cluster that needs it.</summary>
    private static void CheckRepository(SpecSet specs, DiagnosticBag diagnostics)
    {
        var workspace = specs.Workspace;
        var pullsFromRegistry = workspace.Delivery?.FluxOci is not null;
        var ofGit = specs.Clusters.Where(cluster => cluster.Delivery is ArgoCdDelivery || (cluster.Delivery is FluxDelivery && !pullsFromRegistry)).ToList();
        if (workspace.Delivery?.Repository is null)
        {
            if (ofGit is [{ Delivery: { } delivery } first, ..])
            {
                diagnostics.Add(
                    SpecDiagnostics.DeliveryWithoutSource,
                    delivery.Location,
                    $"Cluster '{first.Metadata.Name}' has a delivery, but the Workspace has no 'delivery.repository' to pull from.",
                    $"Write the URL of the repository in '{WorkspaceSpec.FileName}'.");
            }
        }
        else if (workspace.Delivery.Revision is null
            && workspace.Publish.EffectiveTarget == PublishTarget.Directory
            && ofGit.Find(cluster => cluster.Delivery is FluxDelivery) is { } flux)
        {
            diagnostics.Add(
                SpecDiagnostics.DeliveryWithoutSource,
                workspace.Delivery.Location,
                $"Flux of Cluster '{flux.Metadata.Name}' needs the name of the branch that it follows, but 'delivery.revision' is not written.",
                "Write the branch, such as 'main'.");
        }
    }

    private static void CheckServers(SpecSet specs, DiagnosticBag diagnostics)
    {
        var first = new Dictionary<string, ClusterSpec>(StringComparer.Ordinal);
        foreach (var cluster in specs.Clusters)
        {
            if (cluster.Delivery is not ArgoCdDelivery { Server: { } server } || first.TryAdd(server.Value.TrimEnd('/'), cluster))
            {
                continue;
            }

            var other = first[server.Value.TrimEnd('/')];
            diagnostics.Add(
                SpecDiagnostics.ServerOfTwoClusters,
                server.Location,
                $"Clusters '{other.Metadata.Name}' and '{cluster.Metadata.Name}' have the same API server '{Shown.Of(server.Value)}'.",
                "Write for each the URL under which Argo CD knows it, or leave 'server' out where it knows the cluster by its name.",
                new RelatedLocation(((ArgoCdDelivery)other.Delivery!).Server!.Location, $"Cluster '{other.Metadata.Name}' has it here."));
        }
    }
}
