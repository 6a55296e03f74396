using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Planning.Traffic;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Kinds.TrafficPolicies;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Providers;

public sealed class VirtualServiceTests
{
    private const string Host = "catalog.acme.example.com";

    [Fact]
    public void Says_everything_of_a_route()
    {
        var route = new RoutePlan
        {
            Name = "beta",
            Matches =
            [
                new TrafficMatch(Text(TextMatchKind.Prefix, "/beta/"), [At("GET"), At("HEAD")], [new(At("X-Group"), Text(TextMatchKind.Exact, "beta"))]),
                new TrafficMatch(Text(TextMatchKind.Regex, "/v[0-9]+"), [At("POST")], []),
            ],
            Destinations = [new(Host, 8082, "cluster-b", 10), new("next.acme.example.com", 80, null, 90)],
            Timeout = "5s",
            Retries = new(3, "2s", "gateway-error,reset"),
            Delay = new(1, "2s"),
            Abort = new(2, 503),
            Mirror = new(new(Host, 8082, null, null), 5),
        };

        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: catalog.acme.example.com
              namespace: mesh-acme
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: TrafficPolicy/catalog
            spec:
              hosts:
              - catalog.acme.example.com
              exportTo:
              - shopping
              http:
              - name: beta
                match:
                - uri:
                    prefix: /beta/
                  method:
                    regex: GET|HEAD
                  headers:
                    x-group:
                      exact: beta
                - uri:
                    regex: /v[0-9]+
                  method:
                    exact: POST
                route:
                - destination:
                    host: catalog.acme.example.com
                    subset: cluster-b
                    port:
                      number: 8082
                  weight: 10
                - destination:
                    host: next.acme.example.com
                    port:
                      number: 80
                  weight: 90
                timeout: 5s
                retries:
                  attempts: 3
                  perTryTimeout: 2s
                  retryOn: gateway-error,reset
                fault:
                  delay:
                    percentage:
                      value: 1
                    fixedDelay: 2s
                  abort:
                    percentage:
                      value: 2
                    httpStatus: 503
                mirror:
                  host: catalog.acme.example.com
                  port:
                    number: 8082
                mirrorPercentage:
                  value: 5

            """,
            ManifestText.Of(Plan(route), "VirtualService", "mesh-acme"));
    }

    [Fact]
    public void Matches_the_port_where_several_carry_http() => Assert.EndsWith(
        """
          http:
          - match:
            - uri:
                exact: /a
              port: 8082
            route:
            - destination:
                host: catalog.acme.example.com
                port:
                  number: 8082
          - match:
            - port: 8082
            route:
            - destination:
                host: catalog.acme.example.com
                port:
                  number: 8082

        """,
        ManifestText.Of(
            Plan(
                new RoutePlan { Port = 8082, Matches = [new TrafficMatch(Text(TextMatchKind.Exact, "/a"), [], [])], Destinations = [new(Host, 8082, null, null)] },
                new RoutePlan { Port = 8082, Destinations = [new(Host, 8082, null, null)] }),
            "VirtualService",
            "mesh-acme"),
        StringComparison.Ordinal);

    [Fact]
    public void Is_not_rendered_for_a_host_without_a_policy() =>
        Assert.DoesNotContain(IstioManifests.Render(PlanSamples.Cluster()), manifest => manifest.Kind == "VirtualService");

    [Fact]
    public void Pins_a_cluster_by_a_subset_with_the_sni_of_the_host() => Assert.EndsWith(
        """
          exportTo:
          - shopping
          subsets:
          - name: cluster-b
            labels:
              meshgitops.io/cluster: b
            trafficPolicy:
              tls:
                mode: ISTIO_MUTUAL
                sni: outbound_.8082_._.catalog.acme.example.com

        """,
        ManifestText.Of(Plan(new RoutePlan { Destinations = [new(Host, 8082, "cluster-b", null)] }), "DestinationRule", "mesh-acme"),
        StringComparison.Ordinal);

    [Fact]
    public void Repeats_the_policy_of_the_host_for_each_of_several_ports()
    {
        var host = PlanSamples.Host() with
        {
            Ports = [.. PlanSamples.Host().Ports, new HostPort(9090, "grpc", MeshProtocol.Grpc, PlanSamples.Origin("GlobalNamespace", "acme").Location)],
        };
        var traffic = PlanSamples.Failover with { ConnectionPool = new ConnectionPoolPlan(7, null, null) };
        var entry = PlanSamples.Client(host, traffic, PlanSamples.Local(host), PlanSamples.Remote(host)) with
        {
            Routing = Routing(new RoutePlan { Destinations = [new(Host, 8082, "cluster-b", null)] }),
        };

        const string Level =
            """
                  tls:
                    mode: ISTIO_MUTUAL
                    sni: outbound_.PORT_._.catalog.acme.example.com
                  outlierDetection:
                    consecutiveGatewayErrors: 10
                    consecutive5xxErrors: 0
                    interval: 10s
                    baseEjectionTime: 30s
                    maxEjectionPercent: 100
                  loadBalancer:
                    simple: LEAST_REQUEST
                    localityLbSetting:
                      enabled: true
                      failover:
                      - from: us-west-1
                        to: westeurope
                  connectionPool:
                    tcp:
                      maxConnections: 7

            """;
        Assert.EndsWith(
            "      portLevelSettings:\n"
            + string.Concat(new[] { "8082", "9090" }.Select(port =>
                $"      - port:\n          number: {port}\n" + Indented(Level.Replace("PORT", port, StringComparison.Ordinal)))),
            ManifestText.Of(PlanSamples.Cluster() with { ClientEntries = [entry] }, "DestinationRule", "mesh-acme"),
            StringComparison.Ordinal);
    }

    private static string Indented(string text) => string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"  {line}\n"));

    private static ClusterPlan Plan(params RoutePlan[] routes)
    {
        var plan = PlanSamples.Cluster();
        return plan with { ClientEntries = [plan.ClientEntries[0] with { Routing = Routing(routes) }] };
    }

    private static RoutingPlan Routing(params RoutePlan[] routes) => new()
    {
        Subsets = [new SubsetPlan("cluster-b", "b")],
        Routes = [.. routes],
        Origin = PlanSamples.Origin("TrafficPolicy", "catalog"),
    };

    private static TextMatchSpec Text(TextMatchKind kind, string text) => new(kind, At(text));

    private static Located<string> At(string text) => new(text, PlanSamples.Origin("TrafficPolicy", "catalog").Location);
}
