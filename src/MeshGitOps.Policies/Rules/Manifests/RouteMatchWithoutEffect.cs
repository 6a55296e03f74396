using System.Collections.Immutable;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>One of several matches of a route whose requests an earlier match takes.</summary>
public sealed class RouteMatchWithoutEffect : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "route-match-without-effect",
        "route match without effect",
        Severity.Info,
        """
        A match of a route stands above it already, or a prefix of its path does without any other condition.
        The first match takes the request, so this one does nothing; the other matches of the route do.
        It is harmless where both routes lead to the same place, and a surprise where they do not.
        Take the match out, or move the route up.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "analyzeUnreachableHTTPRules in Istio's pkg/config/validation and istioctl's IST0131";

    public override ImmutableArray<string> Aliases => ["IST0131"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [web]
          http:
          - match: [{uri: {prefix: /api}}]
            route: [{destination: {host: api}}]
          - match:
            - {uri: {prefix: /login}}
            - {[|uri|]: {exact: /api/login}}
            route: [{destination: {host: users}}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [web]
          http:
          - match: [{uri: {prefix: /login}}, {uri: {exact: /api/login}}]
            route: [{destination: {host: users}}]
          - match: [{uri: {prefix: /api}}]
            route: [{destination: {host: api}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from mesh in context.Clusters
        from item in mesh.VirtualServices
        from covered in RouteCoverage.Of(item)
        let match = covered.Match
        where match is not null
        select settings.Finding(
            match.FirstKey(),
            $"A match of {covered.Route.Name()} of {item.Object} has no effect, because an earlier match takes its requests.",
            "Take it out, or move the route up.",
            new RelatedLocation(covered.By.Node.FirstKey(), $"{covered.By.Name()} takes them"));
}
