using System.Collections.Immutable;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route behind others that take all of its requests.</summary>
public sealed class RouteNeverReached : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "route-never-reached",
        "route never reached",
        Severity.Warning,
        """
        The routes of a VirtualService are tried from the top, and the first that matches takes the request.
        A route behind one without a match, behind one for the path prefix '/', or whose matches all stand above it already, never gets a request.
        What it says, such as a canary or a timeout, has no effect.
        Move it up, or take it out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "analyzeUnreachableHTTPRules in Istio's pkg/config/validation and istioctl's IST0130";

    public override ImmutableArray<string> Aliases => ["IST0130"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [web]
          http:
          - route: [{destination: {host: web}}]
          - [|match|]: [{uri: {prefix: /admin}}]
            route: [{destination: {host: admin}}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [web]
          http:
          - match: [{uri: {prefix: /admin}}]
            route: [{destination: {host: admin}}]
          - route: [{destination: {host: web}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from mesh in context.Clusters
        from item in mesh.VirtualServices
        from covered in RouteCoverage.Of(item)
        where covered.Match is null
        select settings.Finding(
            covered.Route.Node.FirstKey(),
            $"{covered.Route.Name()} of {item.Object} is never reached, because an earlier one takes all of its requests.",
            "Move it up, or take it out.",
            new RelatedLocation(covered.By.Node.FirstKey(), $"{covered.By.Name()} takes them"));
}
