using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An identity that a ServiceEntry of the mesh expects, but that no pod of the fleet has.</summary>
public sealed class SubjectAltNameUnknown : Rule
{
    private const string Scheme = "spiffe://";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "subject-alt-name-unknown",
        "subject alt name unknown",
        Severity.Warning,
        """
        To a host that is MESH_INTERNAL sidecars speak mutual TLS, and accept only the identities in 'subjectAltNames', if there are any.
        The pods of a mesh show 'spiffe://TRUST-DOMAIN/ns/NAMESPACE/sa/ACCOUNT'.
        With a DNS name, another trust domain or an account that nobody has, every handshake with such an endpoint fails.
        List the identities of all endpoints, local ones included, or none.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "buildUpstreamTLSSettings in Istio's pilot/pkg/networking/core";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
          subjectAltNames: [[|catalog.example.com|]]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
          subjectAltNames: ["spiffe://cluster.local/ns/shop/sa/catalog"]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var accounts = new KnownAccounts(context.Clusters);
        var domains = context.Plan.Clusters.Select(cluster => cluster.Settings.TrustDomain)
            .Concat(context.Specs.Mesh?.TrustDomainAliases.Select(alias => alias.Value) ?? [])
            .ToHashSet(StringComparer.Ordinal);
        return (from cluster in context.Clusters
                from entry in cluster.DistinctEntries()
                where entry.IsInternal()
                from name in entry.SubjectAltNames
                let reason = Refuse(name, domains, accounts)
                where reason is not null
                select settings.Finding(
                    name.Location,
                    $"{entry.Object} expects the identity '{name}', {reason}.",
                    "Write 'spiffe://TRUST-DOMAIN/ns/NAMESPACE/sa/ACCOUNT' for each service account behind the host.")).OncePerPlace();
    }

    /// <summary>Why nobody has the identity (the end of a sentence), or null.</summary>
    private static string? Refuse(Located<string> name, HashSet<string> domains, KnownAccounts accounts)
    {
        if (!name.Value.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return "which is no SPIFFE identity";
        }

        if (name.Value[Scheme.Length..].Split('/') is not [var domain, "ns", var @namespace, "sa", var account])
        {
            return "which is not of the form that Istio gives";
        }

        if (domains.Count > 0 && !domains.Contains(domain))
        {
            return $"but no cluster has the trust domain '{domain}'";
        }

        return accounts.Knows(@namespace) && !accounts.Contains(@namespace, account)
            ? $"but namespace '{@namespace}' has no service account '{account}' in any cluster"
            : null;
    }
}
