using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two Sidecars without a selector in one namespace.</summary>
public sealed class SidecarWithoutSelectorTwice : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "sidecar-without-selector-twice",
        "sidecar without selector twice",
        Severity.Error,
        """
        A Sidecar without a selector is the default of its namespace, and a namespace has one default.
        Of several Istio takes the oldest: what the pods see depends on the order of creation, and differs between clusters.
        Join them, or give all but one a 'workloadSelector'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0111 (sidecar.DefaultSelectorAnalyzer)";

    public override ImmutableArray<string> Aliases => ["IST0111"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: shop}
        spec:
          egress: [{hosts: ["./*"]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: [|more|], namespace: shop}
        spec:
          egress: [{hosts: ["billing/*"]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: shop}
        spec:
          egress: [{hosts: ["./*", "billing/*"]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var first = new Dictionary<string, KubernetesObject>(StringComparer.Ordinal);
        foreach (var sidecar in cluster.Sidecars.Where(sidecar => sidecar.SelectsAll).DistinctBy(sidecar => sidecar.Object.Key))
        {
            if (!first.TryAdd(sidecar.Object.Key.Namespace, sidecar.Object))
            {
                var other = first[sidecar.Object.Key.Namespace];
                yield return settings.Finding(
                    sidecar.Object.Location,
                    $"{sidecar.Object} and {other} both have no selector, and only the older one counts.",
                    "Join the two, or give one a 'workloadSelector'.",
                    new RelatedLocation(other.Location, $"{other}"));
            }
        }
    }
}
