using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Tests.Providers;

public sealed class DestinationRuleTests
{
    [Fact]
    public void Client_rule_ejects_failing_endpoints_and_names_the_next_region()
    {
        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: catalog.acme.example.com
              namespace: mesh-acme
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              host: catalog.acme.example.com
              trafficPolicy:
                tls:
                  mode: ISTIO_MUTUAL
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
              exportTo:
              - shopping

            """,
            ManifestText.Of(PlanSamples.Cluster(), "DestinationRule", "mesh-acme"));
    }

    [Fact]
    public void Client_rule_of_a_single_endpoint_has_nothing_to_fail_over_to() =>
        Assert.Equal("tls:\n  mode: ISTIO_MUTUAL\n", TrafficPolicy(PlanSamples.SingleEndpoint, endpoints: 1));

    [Fact]
    public void Client_rule_names_no_failover_where_the_localities_alone_make_the_order()
    {
        var traffic = PlanSamples.Failover with { Locality = new LocalityFailoverPlan(true, null, null) };

        Assert.EndsWith("loadBalancer:\n  simple: LEAST_REQUEST\n  localityLbSetting:\n    enabled: true\n", TrafficPolicy(traffic), StringComparison.Ordinal);
    }

    [Fact]
    public void Client_rule_spreads_the_traffic_where_failover_is_off()
    {
        var traffic = new TrafficSettings { Locality = new LocalityFailoverPlan(false, null, null) };

        Assert.Equal(
            "tls:\n  mode: ISTIO_MUTUAL\nloadBalancer:\n  simple: LEAST_REQUEST\n  localityLbSetting:\n    enabled: false\n",
            TrafficPolicy(traffic));
    }

    [Theory]
    [InlineData("1.13", false)]
    [InlineData("1.14", true)]
    public void Client_rule_asks_for_least_request_only_from_istio_1_14(string version, bool expected) =>
        Assert.Equal(expected, TrafficPolicy(PlanSamples.Failover, version: version).Contains("simple: LEAST_REQUEST\n", StringComparison.Ordinal));

    [Fact]
    public void Client_rule_has_no_empty_load_balancer() =>
        Assert.DoesNotContain("loadBalancer", TrafficPolicy(new TrafficSettings(), version: "1.13"), StringComparison.Ordinal);

    [Fact]
    public void Client_rule_limits_connections()
    {
        var traffic = new TrafficSettings { ConnectionPool = new ConnectionPoolPlan(100, 50, 5) };

        Assert.Equal(
            """
            tls:
              mode: ISTIO_MUTUAL
            connectionPool:
              tcp:
                maxConnections: 100
              http:
                http1MaxPendingRequests: 50
                maxRequestsPerConnection: 5

            """,
            TrafficPolicy(traffic, endpoints: 1));
    }

    [Theory]
    [InlineData(null, null, 0, "")]
    [InlineData(0, 0, null, "")]
    [InlineData(null, 7, 0, "connectionPool:\n  http:\n    http1MaxPendingRequests: 7\n")]
    [InlineData(7, null, 0, "connectionPool:\n  tcp:\n    maxConnections: 7\n")]
    public void Client_rule_leaves_out_limits_that_are_none(int? connections, int? pending, int? requests, string expected)
    {
        var traffic = new TrafficSettings { ConnectionPool = new ConnectionPoolPlan(connections, pending, requests) };

        Assert.Equal("tls:\n  mode: ISTIO_MUTUAL\n" + expected, TrafficPolicy(traffic, endpoints: 1));
    }

    [Fact]
    public void Server_rule_keeps_mutual_tls_in_the_namespace_of_the_gateway()
    {
        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: catalog.acme.example.com
              namespace: istio-system
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              host: catalog.acme.example.com
              trafficPolicy:
                tls:
                  mode: ISTIO_MUTUAL
              exportTo:
              - .

            """,
            ManifestText.Of(PlanSamples.Cluster(), "DestinationRule", "istio-system"));
    }

    /// <summary>The text below <c>trafficPolicy:</c> without its indentation.</summary>
    private static string TrafficPolicy(TrafficSettings traffic, int endpoints = 2, string version = "1.26")
    {
        var host = PlanSamples.Host();
        EndpointPlan[] all = [PlanSamples.Local(host), PlanSamples.Remote(host)];
        var plan = new ClusterPlan
        {
            Settings = PlanSamples.Settings(version),
            ClientEntries = [PlanSamples.Client(host, traffic, all[..endpoints])],
        };
        var lines = ManifestText.Of(plan, "DestinationRule", "mesh-acme").Split('\n');
        return string.Concat(lines
            .SkipWhile(line => line != "  trafficPolicy:")
            .Skip(1)
            .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal))
            .Select(line => line[4..] + "\n"));
    }
}
