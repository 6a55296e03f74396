using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Tests.Providers;

public sealed class EgressTests
{
    private static readonly GlobalHost Host = PlanSamples.Host();

    [Fact]
    public void Client_entry_leads_to_the_egress_gateway_which_is_no_cluster_and_no_network()
    {
        var text = ManifestText.Of(Plan(PlanSamples.SingleEndpoint, PlanSamples.Remote(Host)), "ServiceEntry", "mesh-acme");

        Assert.Contains(
            """
              endpoints:
              - address: istio-egressgateway.istio-egress.svc.cluster.local
                ports:
                  http-catalog: 15443
                labels:
                  security.istio.io/tlsMode: istio
                locality: westeurope
              exportTo:
              - shopping

            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Egress_entry_leads_to_the_other_gateways_and_is_seen_in_its_namespace_alone() =>
        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata:
              name: catalog.acme.example.com
              namespace: istio-egress
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              hosts:
              - catalog.acme.example.com
              exportTo:
              - .
              location: MESH_INTERNAL
              resolution: STATIC
              ports:
              - number: 8082
                name: http-catalog
                protocol: HTTP
              endpoints:
              - address: 203.0.113.20
                ports:
                  http-catalog: 15443
                labels:
                  meshgitops.io/cluster: b
                  security.istio.io/tlsMode: istio
                network: net-b
                locality: westeurope
              addresses:
              - 240.0.16.7

            """,
            ManifestText.Of(Plan(PlanSamples.SingleEndpoint, PlanSamples.Remote(Host)), "ServiceEntry", "istio-egress"));

    [Fact]
    public void Egress_rule_has_the_failover_that_its_clients_cannot_have() =>
        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: catalog.acme.example.com
              namespace: istio-egress
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
              - .

            """,
            ManifestText.Of(Plan(PlanSamples.Failover, PlanSamples.Remote(Host), PlanSamples.Remote(Host, "203.0.113.30")), "DestinationRule", "istio-egress"));

    [Fact]
    public void Egress_gateway_opens_the_declared_port_of_the_declared_pods_for_exact_hosts()
    {
        var plan = Plan(PlanSamples.SingleEndpoint, PlanSamples.Remote(Host));
        plan = plan with
        {
            Settings = plan.Settings with { EgressNamespace = "way-out", EgressPort = 16443, EgressSelector = PlanSamples.NoLabels.Add("app", "way-out") },
        };

        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata:
              name: meshgitops-egress
              namespace: way-out
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: Cluster/a
            spec:
              selector:
                app: way-out
              servers:
              - port:
                  number: 16443
                  name: tls-meshgitops
                  protocol: TLS
                tls:
                  mode: AUTO_PASSTHROUGH
                hosts:
                - catalog.acme.example.com

            """,
            ManifestText.Of(plan, "Gateway", "way-out"));
    }

    [Fact]
    public void Renders_nothing_for_an_egress_gateway_that_no_host_goes_through() =>
        Assert.DoesNotContain(IstioManifests.Render(PlanSamples.Cluster()), manifest => manifest.Namespace == "istio-egress");

    private static ClusterPlan Plan(TrafficSettings traffic, params EndpointPlan[] remote) => PlanSamples.Cluster() with
    {
        ClientEntries = [PlanSamples.Client(Host, PlanSamples.SingleEndpoint, PlanSamples.Hop(Host))],
        EgressEntries = [PlanSamples.Egress(Host, traffic, remote)],
    };
}
