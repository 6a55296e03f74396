using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A list of namespaces in 'exportTo' that is too long to be kept.</summary>
public sealed class ExportToManyNamespaces : Rule
{
    private static readonly RuleParameter<int> Maximum = RuleParameter.Number(
        "maximum",
        35,
        "Namespaces that 'exportTo' may list.");

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "export-to-many-namespaces",
        "export to many namespaces",
        Severity.Info,
        """
        Every namespace in 'exportTo' gets the host into the configuration of each of its proxies, and istiod looks at the list for each of them.
        A list this long is slow to push, and nobody sees any more whom it leaves out.
        Export to '*', or give the callers a Sidecar that asks for the host.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the bound that Admiral takes before it exports to all namespaces";

    public override ImmutableArray<RuleParameter> Parameters => [Maximum];

    public override RuleExample Example { get; } = new(
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: billing, namespace: shop}
        spec:
          hosts: [billing.example.com]
          exportTo: [[|a0|], {{Namespaces}}]
          resolution: DNS
          ports: [{number: 443, name: tls, protocol: TLS}]
        """,
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: billing, namespace: shop}
        spec:
          hosts: [billing.example.com]
          exportTo: [{{Namespaces}}]
          resolution: DNS
          ports: [{number: 443, name: tls, protocol: TLS}]
        """);

    private const string Namespaces =
        "a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5, b6, b7, b8, b9, c1, c2, c3, c4, c5, c6, c7, c8, c9, d1, d2, d3, d4, d5, d6, d7, d8";

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var maximum = settings.ValueOf(Maximum);
        return (from cluster in context.Clusters
                from item in ExportsOf(cluster)
                where item.ExportTo.Length > maximum
                select settings.Finding(
                    item.ExportTo[0].Location,
                    $"'exportTo' of {item.Object} lists {item.ExportTo.Length} namespaces, more than {maximum}.",
                    "Export to '*', or raise 'maximum' of 'export-to-many-namespaces' in a policy.")).OncePerPlace();
    }

    private static IEnumerable<(KubernetesObject Object, ImmutableArray<Located<string>> ExportTo)> ExportsOf(ClusterMesh cluster) =>
        cluster.ServiceEntries.Select(entry => (entry.Object, entry.ExportTo))
            .Concat(cluster.VirtualServices.Select(service => (service.Object, service.ExportTo)))
            .Concat(cluster.DestinationRules.Select(rule => (rule.Object, rule.ExportTo)));
}
