using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry that narrows its sight for clients in ambient mode, who do not obey that.</summary>
public sealed class ServiceEntryExportToInAmbient : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "service-entry-export-to-in-ambient",
        "service entry export to in ambient",
        Severity.Info,
        """
        Only sidecars and gateways obey 'exportTo' of a ServiceEntry.
        Ztunnel and waypoints ignore it: pods in ambient mode see the host from every namespace.
        So 'exportTo' keeps nobody out there; use an AuthorizationPolicy for that.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the field exportTo on the ServiceEntry page of Istio's reference";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: billing, namespace: shop}
        spec:
          hosts: [billing.example.com]
          exportTo: [[|"."|]]
          resolution: DNS
          ports: [{number: 443, name: tls, protocol: TLS}]
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: billing, namespace: shop}
        spec:
          hosts: [billing.example.com]
          resolution: DNS
          ports: [{number: 443, name: tls, protocol: TLS}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var ambient = AmbientNamespaces.Of(cluster).ToHashSet(StringComparer.Ordinal);
        return from entry in cluster.DistinctEntries()
               where ambient.Count > 0 && !entry.ExportTo.IsEmpty && !entry.ExportTo.Any(scope => scope.Value == "*")
               let @namespace = FirstAmbient(entry, ambient)
               where @namespace is not null
               select settings.Finding(
                   entry.ExportTo[0].Location,
                   $"'exportTo' of {entry.Object} has no effect in namespace '{@namespace}', whose pods are in ambient mode.",
                   "Keep clients out with an AuthorizationPolicy.");
    }

    private static string? FirstAmbient(ServiceEntry entry, HashSet<string> ambient) =>
        entry.VisibleTo().Append(entry.Namespace()).FirstOrDefault(ambient.Contains);
}
