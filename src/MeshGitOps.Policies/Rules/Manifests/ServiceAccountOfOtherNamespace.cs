using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An endpoint whose service account lies in another namespace than its ServiceEntry.</summary>
public sealed class ServiceAccountOfOtherNamespace : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "service-account-of-other-namespace",
        "service account of other namespace",
        Severity.Error,
        """
        From the 'serviceAccount' of an endpoint Istio makes the identity that clients expect: that account in the namespace of the ServiceEntry.
        If the pods run in another namespace, the identity that they show is another one, and every TLS handshake fails.
        Leave 'serviceAccount' out and write the identities into 'subjectAltNames', or move the entry into the namespace of the pods.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "convertServiceEntryToInstances in Istio's pilot/pkg/serviceregistry/serviceentry/conversion.go";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: istio-system}
        spec:
          hosts: [catalog.example.com]
          location: MESH_INTERNAL
          resolution: DNS
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - {address: catalog.shop.svc.cluster.local, serviceAccount: [|catalog|]}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: istio-system}
        spec:
          hosts: [catalog.example.com]
          location: MESH_INTERNAL
          resolution: DNS
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - {address: catalog.shop.svc.cluster.local}
          subjectAltNames: ["spiffe://cluster.local/ns/shop/sa/catalog"]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var accounts = new KnownAccounts(context.Clusters);
        return (from cluster in context.Clusters
                from entry in cluster.DistinctEntries()
                from endpoint in entry.Endpoints
                let account = endpoint.Node.LocatedText("serviceAccount")
                where account is not null
                let real = NamespaceOf(cluster, entry, endpoint, account, accounts)
                where real is not null
                select FindingOf(settings, cluster, entry, account, real)).OncePerPlace();
    }

    /// <summary>The namespace of the pods where it is another one than that of the entry; null where it is the same or not known.</summary>
    private static string? NamespaceOf(ClusterMesh cluster, ServiceEntry entry, ServiceEntryEndpoint endpoint, Located<string> account, KnownAccounts accounts)
    {
        var own = entry.Namespace();
        if (KubernetesNames.NamespaceOf(endpoint.Address?.Value ?? "", cluster.ClusterDomain) is { } ofService)
        {
            return ofService == own ? null : ofService;
        }

        return accounts.Contains(own, account.Value) ? null : accounts.NamespaceOf(account.Value);
    }

    private static Diagnostic FindingOf(RuleSettings settings, ClusterMesh cluster, ServiceEntry entry, Located<string> account, string real) => settings.Finding(
        account.Location,
        $"Clients of {entry.Object} expect service account '{account}' of namespace '{entry.Namespace()}', but the pods have the one of '{real}'.",
        $"Remove 'serviceAccount', and list 'spiffe://{cluster.TrustDomain}/ns/{real}/sa/{account}' in 'subjectAltNames'.");
}
