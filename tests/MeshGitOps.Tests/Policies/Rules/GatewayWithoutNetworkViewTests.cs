using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GatewayWithoutNetworkViewTests : RuleTests<GatewayWithoutNetworkView>
{
    [Fact]
    public void Reports_the_workload_once_for_two_Gateways() => AssertFindings(
        Workload("[|gw|]", "topology.istio.io/network: west", "OTHER") + Gateway("one", "AUTO_PASSTHROUGH") + Gateway("two", "AUTO_PASSTHROUGH"),
        "The gateway Deployment 'istio-system/gw' of network 'west' has no 'ISTIO_META_REQUESTED_NETWORK_VIEW', so it sees the endpoints of all networks.");

    [Theory]
    [InlineData("topology.istio.io/network: west", "ISTIO_META_REQUESTED_NETWORK_VIEW", "AUTO_PASSTHROUGH")]
    [InlineData("app: gw", "OTHER", "AUTO_PASSTHROUGH")]
    [InlineData("topology.istio.io/network: west", "OTHER", "SIMPLE")]
    public void Is_silent_with_the_variable_or_without_a_network(string label, string variable, string mode) =>
        AssertClean(Workload("gw", label, variable) + Gateway("one", mode));

    private static string Workload(string name, string label, string variable) =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}}, namespace: istio-system}
        spec:
          template:
            metadata: {labels: {istio: eastwestgateway, {{label}} } }
            spec:
              containers:
              - name: istio-proxy
                env: [{name: {{variable}}, value: west}]
        ---

        """;

    private static string Gateway(string name, string mode) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: {{name}}, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - {port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: {{mode}}}, hosts: [{{name}}.example.com]}
        ---

        """;
}
