using System.Collections.Immutable;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A regular expression in a VirtualService that the proxies cannot compile.</summary>
public sealed class RegexNotRe2 : Rule
{
    private static readonly string[] MatchFields = ["uri", "scheme", "method", "authority"];
    private static readonly string[] MatchMaps = ["headers", "withoutHeaders", "queryParams"];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "regex-not-re2",
        "regex not RE2",
        Severity.Error,
        """
        The regular expressions of a VirtualService are those of RE2: no look-ahead, no look-behind, no back-references, at most 1024 bytes.
        Istio's webhook refuses an object with another one, so a change of its routes never arrives in the cluster.
        Without the webhook Envoy refuses the whole route configuration of the proxy.
        Write the expression without them; often an earlier route with the exception does what a look-ahead was meant for.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "validateStringRegexp in Istio's pkg/config/validation and the syntax page of RE2";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [web]
          http:
          - match: [{uri: {regex: [|"/(?!admin).*"|]}}]
            route: [{destination: {host: web}}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [web]
          http:
          - match: [{uri: {regex: "/admin.*"}}]
            directResponse: {status: 404}
          - route: [{destination: {host: web}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from mesh in context.Clusters
        from item in mesh.VirtualServices
        from route in item.Routes
        from expression in ExpressionsOf(route)
        let problem = Re2Syntax.Find(expression.Value)
        where problem is not null
        select settings.Finding(
            expression.Location,
            $"A regular expression in {route.Name()} of {item.Object} has {problem}.",
            "Istio takes RE2 (https://github.com/google/re2/wiki/Syntax), up to 1024 bytes.");

    private static IEnumerable<YamlScalar> ExpressionsOf(VirtualServiceRoute route)
    {
        var holders = route.Matches
            .SelectMany(match => MatchFields.Select(match.Mapping)
                .Concat(MatchMaps.SelectMany(map => match.Mapping(map)?.Entries.Select(entry => entry.Value as YamlMapping) ?? [])))
            .Concat(route.Node.Mapping("corsPolicy").Mappings("allowOrigins"));
        return holders.Select(holder => holder.Text("regex"))
            .Append(route.Node.Mapping("rewrite").Mapping("uriRegexRewrite").Text("match"))
            .OfType<YamlScalar>()
            .Where(expression => expression.Value.Length > 0);
    }
}
