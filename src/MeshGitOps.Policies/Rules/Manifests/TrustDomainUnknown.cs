using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A principal of a trust domain that no cluster has.</summary>
public sealed class TrustDomainUnknown : Rule
{
    private static readonly RuleParameter<ImmutableArray<string>> Allowed = RuleParameter.Names(
        "allowed",
        "Trust domains of other meshes that the clusters trust.");

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "trust-domain-unknown",
        "trust domain unknown",
        Severity.Error,
        """
        The identity of a caller begins with the trust domain of its cluster; a principal with another one never matches, so an ALLOW refuses everybody it was written for.
        Known are the trust domains of the Clusters and of the mesh configuration in the manifests, their aliases, and 'cluster.local', which Istio reads as the cluster's own.
        Where no trust domain is declared anywhere the default is assumed, and the finding is a warning.
        Write the trust domain of the caller's cluster, declare an alias, or allow the trust domain of another mesh in a policy.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's pilot/pkg/security/trustdomain";

    public override ImmutableArray<RuleParameter> Parameters => [Allowed];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: "trustDomain: east.example.com"}
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          rules:
          - from: [{source: {principals: [[|west.example.com/ns/shop/sa/frontend|]]}}]
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: "trustDomain: east.example.com"}
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          rules:
          - from: [{source: {principals: [east.example.com/ns/shop/sa/frontend]}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var known = KnownDomains(context).Concat(settings.ValueOf(Allowed)).ToHashSet(StringComparer.Ordinal);
        var level = IsDeclared(context) ? Severity.Error : Severity.Warning;
        var findings =
            from cluster in context.Clusters
            from policy in cluster.Authorizations.All
            from rule in policy.Rules
            from source in rule.Sources
            from written in source.Principals.Concat(source.NotPrincipals)
            let domain = DomainOf(written.Value)
            where domain is not null && !known.Contains(domain)
            select Finding(written, domain, policy.Object.ToString(), known, level, settings);
        return findings.OncePerPlace();
    }

    private static Diagnostic Finding(Located<string> written, string domain, string subject, HashSet<string> known, Severity level, RuleSettings settings) =>
        settings.FindingAtMost(
            level,
            written.Location,
            $"{subject} names a principal of trust domain '{domain}', which no cluster has.",
            Suggestion.Help(domain, known) ?? "Write the trust domain of the caller's cluster, or add it to 'allowed' of 'trust-domain-unknown' if it is of another mesh.");

    /// <summary>Null for patterns, and for what has another form, which is reported elsewhere.</summary>
    private static string? DomainOf(string principal) =>
        Principal.TryParse(principal, out var parsed) && !parsed.Value.TrustDomain.Contains('*', StringComparison.Ordinal) ? parsed.Value.TrustDomain : null;

    private static IEnumerable<string> KnownDomains(RuleContext context) =>
    [
        "cluster.local",
        .. context.Clusters.Select(cluster => cluster.TrustDomain),
        .. context.Clusters.SelectMany(cluster => cluster.MeshConfig.TrustDomainAliases),
        .. context.Clusters.Select(cluster => cluster.MeshConfig.TrustDomain).OfType<string>(),
        .. context.Plan.Clusters.Select(cluster => cluster.Settings.TrustDomain),
        .. (context.Specs.Mesh?.TrustDomainAliases ?? []).Select(alias => alias.Value),
    ];

    private static bool IsDeclared(RuleContext context) =>
        context.Specs.Mesh?.TrustDomain is not null
        || context.Specs.Clusters.Any(cluster => cluster.TrustDomain is not null)
        || context.Clusters.Any(cluster => cluster.MeshConfig.TrustDomain is not null);
}
