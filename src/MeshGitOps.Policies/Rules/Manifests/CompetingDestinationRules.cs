using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two DestinationRules of a namespace that say different things about one host.</summary>
public sealed class CompetingDestinationRules : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "competing-destination-rules",
        "competing destination rules",
        Severity.Warning,
        """
        Two DestinationRules of one namespace are for the same host and the same clients, and both set its traffic policy or the same subset.
        Istio merges their subsets, but of two traffic policies or two subsets of one name only those of the older object count.
        Which one is older differs between clusters and changes when one of them is made anew.
        DestinationRules in different namespaces do not compete: that of the client comes before that of the host.
        Merge the two into one.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "mergeDestinationRule in Istio's pilot/pkg/model/destination_rule.go and Kiali's KIA0201";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec: {host: catalog, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog-limits, namespace: shop}
        spec: {host: catalog, [|trafficPolicy|]: {connectionPool: {tcp: {maxConnections: 100}}}}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec: {host: catalog, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}, connectionPool: {tcp: {maxConnections: 100}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(mesh => CheckCluster(mesh, settings));

    private static IEnumerable<Diagnostic> CheckCluster(ClusterMesh mesh, RuleSettings settings)
    {
        var policies = new Dictionary<string, DestinationRule>(StringComparer.Ordinal);
        var subsets = new Dictionary<(string Scope, string Subset), DestinationRule>();
        foreach (var rule in mesh.DestinationRules)
        {
            if (rule.Host is not { } host)
            {
                continue;
            }

            var scope = ScopeOf(mesh, rule, host.Value);
            if (rule is { TrafficPolicy: not null, Object.Spec: { } spec }
                && !policies.TryAdd(scope, rule)
                && IsOther(policies[scope], rule))
            {
                yield return Finding(settings, rule, policies[scope], spec.KeyLocation("trafficPolicy"), $"the traffic policy of '{host.Value}'");
            }

            foreach (var subset in rule.Subsets)
            {
                if (!subsets.TryAdd((scope, subset.Name.Value), rule) && IsOther(subsets[(scope, subset.Name.Value)], rule))
                {
                    yield return Finding(settings, rule, subsets[(scope, subset.Name.Value)], subset.Name.Location, $"subset '{subset.Name.Value}' of '{host.Value}'");
                }
            }
        }
    }

    /// <summary>An object that stands twice in the manifests is one object.</summary>
    private static bool IsOther(DestinationRule known, DestinationRule rule) => known.Object.Key != rule.Object.Key;

    /// <summary>What two DestinationRules must have in common to be merged: namespace, host, clients and visibility.</summary>
    private static string ScopeOf(ClusterMesh mesh, DestinationRule rule, string host)
    {
        var @namespace = rule.Object.Key.Namespace;
        var exportTo = MeshHosts.Visibility(rule.ExportTo, @namespace).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return string.Join('\n', [
            @namespace,
            mesh.Hosts.FullName(host, @namespace),
            string.Join(',', exportTo),
            .. rule.WorkloadSelector.Select(label => $"{label.Key}={label.Value}"),
        ]);
    }

    private static Diagnostic Finding(RuleSettings settings, DestinationRule rule, DestinationRule known, SourceLocation place, string what) => settings.Finding(
        place,
        $"{rule.Object} and {known.Object} both set {what}, and only the older of the two counts.",
        "Merge them into one.",
        new RelatedLocation(known.Object.Location, "this one sets it too"));
}
