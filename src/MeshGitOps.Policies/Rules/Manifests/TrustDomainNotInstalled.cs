using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A mesh configuration in the manifests that does not say about trust what the specs say.</summary>
public sealed class TrustDomainNotInstalled : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "trust-domain-not-installed",
        "trust domain not installed",
        Severity.Error,
        """
        A sidecar accepts clients of its own trust domain and of the aliases in the mesh configuration of its cluster.
        Where the clusters of a GlobalNamespace have different trust domains, 'trustDomainAliases' of the Mesh says that each accepts the others; whether the installation does so too is another thing.
        This compares them with the ConfigMap 'istio' or the IstioOperator, where the manifests of a cluster hold one, and the cluster's own trust domain as well.
        Add the trust domains of the other clusters to 'trustDomainAliases' of the mesh configuration, or correct the Cluster.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "MeshConfig.trustDomainAliases of Istio; istio/istio#41666";

    public override bool AffectsOutput => true;

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: east
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: [|istio|], namespace: istio-system}
        data: {mesh: "trustDomain: corp.example.com"}
        """,
        """
        # workspace
        # cluster: east
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: "trustDomain: cluster.local"}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var domains = context.Plan.Clusters.ToDictionary(cluster => cluster.Name, cluster => cluster.Settings.TrustDomain, StringComparer.Ordinal);
        var clustersOf = context.Plan.Clusters
            .SelectMany(cluster => cluster.Memberships.Select(membership => (membership.GlobalNamespace, Cluster: cluster.Name)))
            .ToLookup(item => item.GlobalNamespace, item => item.Cluster, StringComparer.Ordinal);
        foreach (var cluster in context.Clusters)
        {
            if (cluster is not { Plan: { } plan, MeshConfig: { Object: { } written } config })
            {
                continue;
            }

            if (config.TrustDomain is { } installed && installed != plan.Settings.TrustDomain)
            {
                yield return settings.Finding(
                    written.Location,
                    $"{written} gives cluster '{cluster.Name}' trust domain '{installed}', but its Cluster says '{plan.Settings.TrustDomain}', which the rendered identities have.",
                    $"Set 'trustDomain: {installed}' in the Cluster.",
                    new RelatedLocation(plan.Settings.Origin.Location, "the Cluster"));
                continue;
            }

            var missing = plan.Memberships
                .SelectMany(membership => clustersOf[membership.GlobalNamespace])
                .Select(other => domains[other])
                .Where(domain => domain != cluster.TrustDomain && !config.TrustDomainAliases.Contains(domain, StringComparer.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal);
            foreach (var domain in missing)
            {
                yield return settings.Finding(
                    written.Location,
                    $"{written} of cluster '{cluster.Name}' has no alias for trust domain '{domain}', whose clients share a GlobalNamespace with it.",
                    $"Add '{domain}' to 'trustDomainAliases' of the mesh configuration.");
            }
        }
    }
}
