using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A DestinationRule of somebody else that takes the mutual TLS of a global host away.</summary>
public sealed class PlaintextToGlobalHost : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "plaintext-to-global-host",
        "plaintext to global host",
        Severity.Error,
        """
        East-west gateways route by the SNI of the mesh's mutual TLS; without it they have no filter chain and close the connection.
        A DestinationRule for a global host in the namespace of a client replaces the rendered one for that client, one in the config namespace is merged with it, and one beside a gateway takes the gateway's endpoints away.
        With mode DISABLE, SIMPLE or MUTUAL no call of that client to another cluster arrives.
        Take the DestinationRule away, or set mode ISTIO_MUTUAL.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "runs of Istio 1.14: a DestinationRule with DISABLE leaves the gateway 0 endpoints (pilot's mtls_checker.go)";

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: hello, namespace: demo}
        spec:
          host: hello.demo.example.com
          trafficPolicy: {tls: {mode: [|DISABLE|]}}
        """,
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: hello, namespace: demo}
        spec:
          host: hello.demo.example.com
          trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from rule in cluster.DestinationRules
            from host in cluster.Hosts.Named(cluster.Hosts.FullName(rule.Host?.Value ?? "", rule.Object.Key.Namespace)).Take(1)
            where host.Global is not null && Counts(cluster, host, rule)
            from tls in ClientTls.AllOf(rule)
            where tls.Mode.Value is "DISABLE" or "SIMPLE" or "MUTUAL"
            select settings.Finding(
                tls.Mode.Location,
                $"{rule.Object} sets TLS mode {tls.Mode.Value} for global host '{host.Name}', whose gateways route by the mesh's mutual TLS.",
                "Take the DestinationRule away, or set 'mode: ISTIO_MUTUAL'.",
                new RelatedLocation(host.Location, $"'{host.Name}' comes from here")) with
            {
                Fix = SuggestedFix.Unsafe("Set mode ISTIO_MUTUAL.", YamlEdits.Replace(tls.Mode.Location, "ISTIO_MUTUAL")),
            };
        return findings.OncePerPlace();
    }

    /// <summary>Istio looks in the namespace of the client, then in that of the host; one in a third namespace counts for nobody else.</summary>
    private static bool Counts(ClusterMesh cluster, MeshHost host, DestinationRule rule)
    {
        var @namespace = rule.Object.Key.Namespace;
        return @namespace == host.Namespace
            || host.IsVisibleFrom(@namespace)
            || (cluster.Plan is { Settings: var settings }
                && (@namespace == settings.EastWestNamespace || @namespace == settings.EgressNamespace)
                && @namespace != cluster.RootNamespace);
    }
}
