using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two PeerAuthentications of one width for the same pods.</summary>
public sealed class ConflictingPeerAuthentications : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "conflicting-peer-authentications",
        "conflicting peer authentications",
        Severity.Error,
        """
        Of several PeerAuthentications without a selector in a namespace, or with selectors that select one workload, Istio obeys the oldest and passes over the others.
        Which one is the oldest is not in the repository, and it differs between clusters and after a restore: the mTLS mode of the pods is chance.
        Where they say the same, the finding is a warning.
        A second one beside that of a GlobalNamespace is reported by the planner (MGO3065).
        Keep one of them, or make the selectors select different pods.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's pilot/pkg/model/authentication.go and ComposePeerAuthentication in pilot/pkg/security/authn";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: [|migration|], namespace: shop}
        spec: {mtls: {mode: PERMISSIVE}}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: migration, namespace: shop}
        spec:
          selector: {matchLabels: {app: legacy}}
          mtls: {mode: PERMISSIVE}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => OfNamespaces(cluster, settings).Concat(OfWorkloads(cluster, settings))).OncePerPlace();

    private static IEnumerable<Diagnostic> OfNamespaces(ClusterMesh cluster, RuleSettings settings)
    {
        foreach (var ofNamespace in cluster.Mtls.All.Where(policy => policy.Selector.IsEmpty).GroupBy(policy => policy.Namespace, StringComparer.Ordinal))
        {
            if (ofNamespace.Any(policy => policy.IsPlanned))
            {
                continue;
            }

            var scope = ofNamespace.Key == cluster.RootNamespace ? "the whole mesh" : $"all of namespace '{ofNamespace.Key}'";
            var first = ofNamespace.First();
            foreach (var other in ofNamespace.Skip(1))
            {
                yield return Finding(settings, first, other, $"{other.Subject} is for {scope}, as is '{first.Key}'.");
            }
        }
    }

    private static IEnumerable<Diagnostic> OfWorkloads(ClusterMesh cluster, RuleSettings settings)
    {
        var reported = new HashSet<PeerPolicy>(ReferenceEqualityComparer.Instance);
        foreach (var workload in cluster.Inventory.Workloads)
        {
            PeerPolicy? first = null;
            foreach (var policy in cluster.Mtls.Selecting(workload))
            {
                first ??= policy;
                var other = policy.IsPlanned ? first : policy;
                if (policy == first || other.IsPlanned || !reported.Add(other))
                {
                    continue;
                }

                var kept = other == first ? policy : first;
                yield return Finding(
                    settings,
                    kept,
                    other,
                    $"{other.Subject} selects {workload.Kind} '{workload.Key}', as does '{kept.Key}'.",
                    new RelatedLocation(workload.Location, "the workload that both select"));
            }
        }
    }

    private static Diagnostic Finding(RuleSettings settings, PeerPolicy first, PeerPolicy other, string message, params ReadOnlySpan<RelatedLocation> related) =>
        settings.FindingAtMost(
            SayTheSame(first, other) ? Severity.Warning : Severity.Error,
            other.NameLocation,
            message,
            "Keep one of the two: Istio obeys the older one.",
            [new RelatedLocation(first.NameLocation, "the other one"), .. related]);

    private static bool SayTheSame(PeerPolicy first, PeerPolicy other) =>
        first.Mode == other.Mode
        && first.Ports.Select(port => (port.Key, port.Value.Mode)).SequenceEqual(other.Ports.Select(port => (port.Key, port.Value.Mode)));
}
