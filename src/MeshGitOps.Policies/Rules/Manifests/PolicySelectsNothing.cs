using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A policy about security whose selector selects no pods.</summary>
public sealed class PolicySelectsNothing : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "policy-selects-nothing",
        "policy selects nothing",
        Severity.Warning,
        """
        An AuthorizationPolicy, PeerAuthentication, RequestAuthentication or Telemetry whose selector matches no pods does nothing, and nothing in the mesh says so.
        It is checked where the manifests hold workloads of the namespace; selectors of gateways are passed over, as these are usually installed from elsewhere.
        A PeerAuthentication with a selector in the root namespace counts for nobody at all.
        Write the labels of the pods, which stand in the template of the workload, not those of the workload itself.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0127; ComposePeerAuthentication in Istio's pilot/pkg/security/authn";

    public override ImmutableArray<string> Aliases => ["IST0127"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {matchLabels: {app: [|catalogue|]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {matchLabels: {app: catalog}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from policy in cluster.AuthorizationPolicies.Concat(cluster.PeerAuthentications).Concat(cluster.RequestAuthentications).Concat(cluster.Telemetries)
            where !policy.SelectsAll && !policy.HasTargetReference
            let finding = Check(cluster, policy, settings)
            where finding is not null
            select finding;
        return findings.OncePerPlace();
    }

    private static Diagnostic? Check(ClusterMesh cluster, WorkloadPolicy policy, RuleSettings settings)
    {
        var @namespace = policy.Object.Key.Namespace;
        if (@namespace == cluster.RootNamespace)
        {
            return policy.Object.Kind == "PeerAuthentication"
                ? settings.Finding(
                    policy.SelectorNode?.Location ?? policy.Object.Location,
                    $"{policy.Object} has a selector in the root namespace, where Istio passes over it.",
                    "Move it to the namespace of the pods, or take the selector out to make it count for the whole mesh.")
                : null;
        }

        if (cluster.Workloads.In(@namespace).Count == 0
            || policy.Selector.Keys.Any(IsOfGateway)
            || cluster.Workloads.Selected(@namespace, policy.Selector).Count > 0)
        {
            return null;
        }

        var (key, value) = policy.Selector.FirstOrDefault(label => !HasLabel(cluster, @namespace, label), policy.Selector.First());
        var isMissing = !HasLabel(cluster, @namespace, KeyValuePair.Create(key, value));
        return settings.Finding(
            PlaceOf(policy, key),
            isMissing
                ? $"{policy.Object} selects no workload of namespace '{@namespace}', as none has the label '{key}: {value}'."
                : $"{policy.Object} selects no workload of namespace '{@namespace}', as none has all of its labels.",
            Suggestion.Help(value, ValuesOf(cluster, @namespace, key)) ?? "Write the labels of the pods, as the template of the workload has them.");
    }

    private static bool IsOfGateway(string key) =>
        key is "istio" or "istio.io/gateway-name" or "gateway.networking.k8s.io/gateway-name" or "gateway.istio.io/managed";

    private static bool HasLabel(ClusterMesh cluster, string @namespace, KeyValuePair<string, string> label) =>
        cluster.Workloads.Selected(@namespace, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(label.Key, label.Value)).Count > 0;

    /// <summary>At most a few hundred: this is for a hint, and is done for each wrong selector.</summary>
    private static IEnumerable<string> ValuesOf(ClusterMesh cluster, string @namespace, string key) =>
        cluster.Workloads.In(@namespace).Take(300).Select(workload => workload.PodLabels.GetValueOrDefault(key)).OfType<string>().Distinct(StringComparer.Ordinal);

    private static SourceLocation PlaceOf(WorkloadPolicy policy, string key) =>
        policy.SelectorNode.Mapping("matchLabels").LocatedText(key)?.Location ?? policy.SelectorNode?.Location ?? policy.Object.Location;
}
