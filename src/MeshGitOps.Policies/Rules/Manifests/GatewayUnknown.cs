using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A VirtualService for a Gateway that is not there.</summary>
public sealed class GatewayUnknown : Rule
{
    /// <summary>Gateways that a suggestion is looked for in.</summary>
    private const int MaxCandidates = 256;

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-unknown",
        "gateway unknown",
        Severity.Error,
        """
        A VirtualService names a Gateway that the manifests of the cluster do not have, so its routes are used by nobody and the gateway answers 404.
        A name without a namespace means a Gateway in the namespace of the VirtualService.
        Nothing is reported for another namespace of which the manifests hold no Gateway.
        Where they hold none of the own namespace either, the finding is a warning.
        Write 'namespace/name' of a Gateway that is there.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0101 for 'gateway'";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override string? Fix => "With unsafe fixes, a name without a namespace gets that of the only Gateway of that name.";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: edge}
        spec:
          selector: {istio: ingress}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [[|public|]]
          http: [{route: [{destination: {host: web}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: edge}
        spec:
          selector: {istio: ingress}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [edge/public]
          http: [{route: [{destination: {host: web}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var missing = context.Merge(mesh => MissingIn(context, mesh), entry => entry.Reference.Written.Location);
        foreach (var ((mesh, item, reference), where) in missing)
        {
            var others = mesh.Routing.GatewaysNamed(reference.Key.Name);
            var elsewhere = others is [var other, ..] ? other : ElsewhereIn(context, mesh, reference)?.Gateway;
            yield return settings.FindingAtMost(
                elsewhere is not null || mesh.Routing.HasGatewaysIn(reference.Key.Namespace) ? Severity.Error : Severity.Warning,
                reference.Written.Location,
                $"{item.Object} names Gateway '{reference.Key}', which the manifests{where} do not have.",
                Help(mesh, reference, others),
                elsewhere is null ? [] : [new RelatedLocation(elsewhere.Object.Location, others.Count > 0 ? "a Gateway of that name is here" : "another cluster has it")]) with
            {
                Fix = reference.IsShort && others is [var only]
                    ? SuggestedFix.Unsafe($"Write '{only.Object.Key}'.", YamlEdits.Replace(reference.Written.Location, only.Object.Key.ToString()))
                    : null,
            };
        }
    }

    private static IEnumerable<(ClusterMesh Mesh, VirtualService Item, GatewayReference Reference)> MissingIn(RuleContext context, ClusterMesh mesh) =>
        from item in mesh.VirtualServices
        from reference in GatewayReference.AllOf(item)
        where mesh.Routing.Gateway(reference.Key) is null
            && !GatewayReference.IsGenerated(reference.Key.Name)
            && !IsRendered(mesh, reference)
            && (reference.Key.Namespace == item.Object.Key.Namespace
                || mesh.Routing.HasGatewaysIn(reference.Key.Namespace)
                || mesh.Routing.GatewaysNamed(reference.Key.Name).Count > 0
                || ElsewhereIn(context, mesh, reference) is not null)
        select (mesh, item, reference);

    /// <summary>The namespaces of the gateways may hold Gateways that this tool renders.</summary>
    private static bool IsRendered(ClusterMesh mesh, GatewayReference reference) =>
        mesh.Plan is { Settings: var settings }
        && (reference.Key.Namespace == settings.EastWestNamespace || reference.Key.Namespace == settings.EgressNamespace);

    private static (string Cluster, IstioGateway Gateway)? ElsewhereIn(RuleContext context, ClusterMesh mesh, GatewayReference reference)
    {
        foreach (var other in context.Clusters)
        {
            if (other.Name != mesh.Name && other.Routing.Gateway(reference.Key) is { } gateway)
            {
                return (other.Name, gateway);
            }
        }

        return null;
    }

    private static string Help(ClusterMesh mesh, GatewayReference reference, IReadOnlyList<IstioGateway> others)
    {
        if (others is [var other, ..])
        {
            return $"Did you mean '{other.Object.Key}'?";
        }

        var near = Suggestion.Closest(reference.Key.ToString(), mesh.Gateways.Take(MaxCandidates).Select(known => known.Object.Key.ToString()));
        return near is not null
            ? $"Did you mean '{near}'?"
            : "Write 'namespace/name' of a Gateway of this cluster, or add the Gateway to its manifests.";
    }
}
