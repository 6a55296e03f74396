using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A DestinationRule for a host that the mesh of the cluster does not have.</summary>
public sealed class DestinationRuleHostUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "destination-rule-host-unknown",
        "destination rule host unknown",
        Severity.Warning,
        """
        A DestinationRule is for a host that is neither a Service nor a ServiceEntry of the cluster, nor a global host that it calls.
        It applies to nothing: the TLS, the limits and the subsets that it sets are missing where they are expected.
        A short name belongs to the namespace of the DestinationRule, and 'name.namespace' is not completed at all.
        Nothing is reported for namespaces whose Services the manifests do not hold, and for public names.
        Write the full name of a Service that is there, or take the DestinationRule out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0174";

    public override ImmutableArray<string> Aliases => ["IST0174"];

    public override string? Fix => "A name such as 'cart.shop' is completed to 'cart.shop.svc.cluster.local', where that is a Service of the cluster.";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: policies}
        spec: {host: [|catalog.shop|], trafficPolicy: {connectionPool: {tcp: {maxConnections: 100}}}}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: policies}
        spec: {host: catalog.shop.svc.cluster.local, trafficPolicy: {connectionPool: {tcp: {maxConnections: 100}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var hosts = new RouteHosts(context);
        var missing = context.Merge(
            mesh =>
                from rule in mesh.DestinationRules
                let host = rule.Host
                where host is not null
                let fullHost = mesh.Hosts.FullName(host.Value, rule.Object.Key.Namespace)
                where hosts.IsMissing(mesh, fullHost)
                select (Mesh: mesh, Rule: rule, Host: host, FullHost: fullHost),
            entry => entry.Host.Location);
        foreach (var ((mesh, rule, host, fullHost), where) in missing)
        {
            var (help, related) = hosts.Advice(mesh, host.Value, fullHost);
            yield return settings.Finding(host.Location, $"{rule.Object} is for host '{host.Value}', which the mesh{where} does not have.", help, related) with
            {
                Fix = RouteHosts.CompletionOf(mesh, host.Location, fullHost),
            };
        }
    }
}
