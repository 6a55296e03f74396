using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Weights of a route that are no shares of 100.</summary>
public sealed class RouteWeightsNoPercentages : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "route-weights-no-percentages",
        "route weights no percentages",
        Severity.Error,
        """
        The weights of a route with several destinations should be percentages.
        A negative weight, or weights that add up to 0, are refused by Istio's webhook, so the change never arrives in the cluster.
        A destination without a weight beside others with one gets no request, which is a warning.
        Another sum than 100 is only advice: Istio takes proportions, but people read percentages.
        Give every destination a weight, with a sum of 100.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "validateHTTPRouteDestinations in Istio's pkg/config/validation and Kiali's KIA1104";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http:
          - [|route|]:
            - destination: {host: catalog, subset: v1}
            - destination: {host: catalog, subset: v2}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http:
          - route:
            - {destination: {host: catalog, subset: v1}, weight: 90}
            - {destination: {host: catalog, subset: v2}, weight: 10}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from mesh in context.Clusters
        from item in mesh.VirtualServices
        from route in item.Routes
        from finding in CheckRoute(item, route, settings)
        select finding;

    private static IEnumerable<Diagnostic> CheckRoute(VirtualService item, VirtualServiceRoute route, RuleSettings settings)
    {
        var targets = route.Node.Mappings("route").ToList();
        var weights = targets.Select(target => target.Integer("weight")).ToList();
        var negative = weights.Find(weight => weight is { Value: < 0 });
        if (negative is not null)
        {
            yield return settings.Finding(
                negative.Location,
                $"The weight {negative.Value} in {route.Name()} of {item.Object} is negative.",
                "Write a percentage from 0 to 100.");
            yield break;
        }

        var isReadable = targets.TrueForAll(target => target.Value("weight") is null || target.Integer("weight") is not null);
        if (targets.Count < 2 || !isReadable)
        {
            yield break;
        }

        var sum = weights.Sum(weight => (long)(weight?.Value ?? 0));
        var place = route.Node.KeyLocation("route");
        if (sum == 0)
        {
            yield return settings.Finding(
                place,
                $"The weights in {route.Name()} of {item.Object} add up to 0.",
                "Give every destination a weight, with a sum of 100.");
            yield break;
        }

        foreach (var target in targets.Where(target => target.Value("weight") is null))
        {
            yield return settings.FindingAtMost(
                Severity.Warning,
                target.FirstKey(),
                $"A destination in {route.Name()} of {item.Object} has no weight beside others with one, so it gets no request.",
                "Give it a weight, or leave it out.");
        }

        if (sum != 100)
        {
            yield return settings.FindingAtMost(
                Severity.Info,
                place,
                $"The weights in {route.Name()} of {item.Object} add up to {sum}, not to 100.",
                "Istio takes them as proportions; percentages are easier to read.");
        }
    }
}
