using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds.TrafficPolicies;

namespace MeshGitOps.Rendering.Planning.Traffic;

/// <summary>VirtualServices in the manifests that take the place of ours, or lose theirs to it. A file of several clusters is reported once.</summary>
internal sealed class OtherRoutes(PlanningContext context)
{
    private readonly HashSet<(string Path, int Start)> _reported = [];

    /// <param name="routed">The entries of the cluster with the policies that are for them.</param>
    public void Check(ClusterContext cluster, IReadOnlyDictionary<string, (ClientEntryPlan Entry, TrafficPolicySpec Policy)> routed)
    {
        var others = cluster.Inventory.Objects
            .Where(item => item is { Kind: "VirtualService", IsOurs: false } && item.Group == IstioApi.Networking)
            .Select(VirtualService.Read)
            .Where(other => other.IsForMesh);
        foreach (var other in others)
        {
            foreach (var host in other.Hosts)
            {
                if (routed.TryGetValue(host.Value, out var ours)
                    && IsVisible(other, ours.Entry.ExportTo)
                    && _reported.Add((host.Location.Path, host.Location.Span.Start)))
                {
                    context.Diagnostics.Add(
                        TrafficDiagnostics.RoutedElsewhere,
                        host.Location,
                        $"VirtualService '{other.Object.Key}' in cluster '{cluster.Name}' routes '{host}' beside TrafficPolicy '{ours.Policy.Metadata.Name}'.",
                        "Move its routes to the TrafficPolicy, or take that one out.",
                        new RelatedLocation(ours.Policy.Metadata.Name.Location, "the TrafficPolicy"));
                }
            }
        }
    }

    /// <summary>Whether one of the consumers sees it.</summary>
    private static bool IsVisible(VirtualService other, ImmutableArray<string> consumers) =>
        other.ExportTo.IsEmpty
        || other.ExportTo.Any(place => place.Value == "*" || consumers.Contains(place.Value == "." ? other.Object.Key.Namespace : place.Value, StringComparer.Ordinal));
}
