using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route to a subset of a host that is reached through the east-west gateways of other clusters.</summary>
public sealed class SubsetOfGlobalHost : Rule
{
    private const int EastWestPort = 15443;

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "subset-of-global-host",
        "subset of global host",
        Severity.Error,
        """
        A VirtualService routes to a subset of a host that other clusters serve through their east-west gateways.
        The name of the subset becomes a part of the SNI between the clusters, and a gateway that does not know the subset has no filter chain for it.
        The gateway resets every such connection; weights that split versions over the clusters come to nothing.
        Route to the host without a subset, and split the versions behind the Service of each cluster.
        A subset whose own 'tls.sni' names the host without a subset is fine.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "BuildDNSSrvSubsetKey in Istio's pilot/pkg/model and the filter chains of AUTO_PASSTHROUGH gateways";

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: hello, namespace: demo}
        spec:
          hosts: [hello.demo.example.com]
          http: [{route: [{destination: {host: hello.demo.example.com, subset: [|v2|]}}]}]
        """,
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: hello, namespace: demo}
        spec:
          hosts: [hello.demo.example.com]
          http: [{route: [{destination: {host: hello.demo.example.com}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            foreach (var use in RouteUse.AllIn(mesh))
            {
                if (use.Destination.Subset is { Value.Length: > 0 } subset
                    && mesh.Hosts.FindForAnyone(use.FullHost) is [var host, ..]
                    && IsBehindGateways(host)
                    && !HasOwnName(use, subset.Value))
                {
                    yield return settings.Finding(
                        subset.Location,
                        $"{use} in subset '{subset.Value}', but east-west gateways know no subsets of that host.",
                        "Route to the host without a subset, and split the versions behind the Service of each cluster.",
                        new RelatedLocation(host.Location, "the host comes from here"));
                }
            }
        }
    }

    private static bool IsBehindGateways(MeshHost host) =>
        host.Global is not null
        || host.Entry is { Endpoints: var endpoints }
            && endpoints.Any(endpoint => endpoint.Ports?.Entries.Any(port => port.Value is YamlScalar number && YamlScalarTypes.TryGetInteger(number, out var value) && value == EastWestPort) == true);

    private static bool HasOwnName(RouteUse use, string subset) =>
        use.Mesh.Routing.RulesWithSubset(use.FullHost, subset).Values
            .SelectMany(rule => rule.Subsets.Where(known => known.Name.Value == subset))
            .Any(known => known.TrafficPolicy.Mapping("tls").Text("sni") is { Value.Length: > 0 });
}
