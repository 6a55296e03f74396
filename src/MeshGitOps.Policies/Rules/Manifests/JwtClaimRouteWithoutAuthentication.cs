using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route that matches claims of a token which the gateway does not check.</summary>
public sealed class JwtClaimRouteWithoutAuthentication : Rule
{
    private const string ClaimPrefix = "@request.auth.claims";

    private static readonly string[] Fields = ["headers", "withoutHeaders"];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "jwt-claim-route-without-authentication",
        "JWT claim route without authentication",
        Severity.Error,
        """
        A VirtualService routes by a claim of the caller's token ('@request.auth.claims...').
        Only a gateway knows claims, and only from a token that a RequestAuthentication for its pods has checked.
        Without one the match never applies and requests take another route, often the one for everybody.
        Where the manifests hold neither the pods of the gateway nor any RequestAuthentication, that is reported as info.
        For the sidecars of the mesh Istio's webhook refuses such a match.
        Write a RequestAuthentication in the namespace of the gateway's pods, and keep the VirtualService to gateways.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0149, and ValidateVirtualService in Istio's pkg/config/validation";

    public override ImmutableArray<string> Aliases => ["IST0149"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: admin, namespace: shop}
        spec:
          hosts: [admin]
          http:
          - match: [{headers: {[|"@request.auth.claims.group"|]: {exact: admin}}}]
            route: [{destination: {host: admin}}]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ingress, namespace: edge}
        spec: {template: {metadata: {labels: {istio: ingress}}, spec: {containers: [{name: istio-proxy}]}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: edge}
        spec: {selector: {istio: ingress}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}
        ---
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: edge}
        spec: {jwtRules: [{issuer: https://login.example.com}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: admin, namespace: shop}
        spec:
          hosts: [admin.example.com]
          gateways: [edge/public]
          http:
          - match: [{headers: {"@request.auth.claims.group": {exact: admin}}}]
            route: [{destination: {host: admin}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            var authentications = mesh.RequestAuthentications.ToLookup(policy => policy.Object.Key.Namespace, StringComparer.Ordinal);
            foreach (var item in mesh.VirtualServices)
            {
                if (ClaimIn(item) is not { } claim)
                {
                    continue;
                }

                if (item.IsForMesh)
                {
                    yield return settings.Finding(
                        claim.Location,
                        $"{item.Object} routes sidecars by '{claim.Value}', which only gateways know.",
                        "Move the route to a VirtualService whose 'gateways' do not have 'mesh'.");
                    continue;
                }

                if (mesh.RequestAuthentications.IsEmpty && GatewayWithoutPods(mesh, item) is { } remote)
                {
                    yield return settings.FindingAtMost(
                        Severity.Info,
                        claim.Location,
                        $"{item.Object} routes by '{claim.Value}' at Gateway '{remote.Object.Key}', but the manifests have no RequestAuthentication.",
                        "Write one in the namespace of the gateway's pods, for their labels.",
                        new RelatedLocation(remote.Object.Location, "the Gateway is here"));
                }

                foreach (var (gateway, pod) in Unchecked(mesh, item, authentications))
                {
                    yield return settings.Finding(
                        claim.Location,
                        $"{item.Object} routes by '{claim.Value}', but no RequestAuthentication is for the pods of Gateway '{gateway.Object.Key}'.",
                        $"Write one in namespace '{pod.Key.Namespace}' for the labels of {pod.Kind} '{pod.Key}'.",
                        new RelatedLocation(gateway.Object.Location, "the Gateway is here"),
                        new RelatedLocation(pod.Location, "its pods come from here"));
                }
            }
        }
    }

    private static YamlScalar? ClaimIn(VirtualService item) =>
        (from route in item.Routes
         from match in route.Matches
         from field in Fields
         from entry in match.Mapping(field)?.Entries ?? []
         where entry.Key.Value.StartsWith(ClaimPrefix, StringComparison.OrdinalIgnoreCase)
         select entry.Key).FirstOrDefault();

    private static IstioGateway? GatewayWithoutPods(ClusterMesh mesh, VirtualService item) =>
        GatewayReference.AllOf(item)
            .Select(reference => mesh.Routing.Gateway(reference.Key))
            .FirstOrDefault(gateway => gateway is not null && mesh.Routing.PodsOf(gateway).Count == 0);

    /// <summary>The first pod of each gateway that no RequestAuthentication is for; gateways without pods in the manifests are left out.</summary>
    private static IEnumerable<(IstioGateway Gateway, KubernetesWorkload Pod)> Unchecked(
        ClusterMesh mesh,
        VirtualService item,
        ILookup<string, WorkloadPolicy> authentications)
    {
        foreach (var reference in GatewayReference.AllOf(item))
        {
            if (mesh.Routing.Gateway(reference.Key) is { } gateway
                && mesh.Routing.PodsOf(gateway).FirstOrDefault(pod =>
                    !authentications[pod.Key.Namespace].Concat(authentications[mesh.RootNamespace]).Any(policy => IsFor(policy, pod))) is { } open)
            {
                yield return (gateway, open);
            }
        }
    }

    private static bool IsFor(WorkloadPolicy policy, KubernetesWorkload pod) =>
        policy.HasTargetReference || policy.SelectsAll || pod.IsSelectedBy(policy.Selector);
}
