using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ClientEntryVisibleToGatewayTests : RuleTests<ClientEntryVisibleToGateway>
{
    [Theory]
    [InlineData("'*'")]
    [InlineData("x.example.com")]
    [InlineData("'*/*.example.com'")]
    [InlineData("'*.com'")]
    public void Reports_an_entry_that_lists_the_gateway(string host) => AssertFindings(
        Sample("exportTo: [[|shop|], istio-system]", "15443", host, "AUTO_PASSTHROUGH"),
        $"ServiceEntry 'shop/x' leads to other clusters, but the gateway of Gateway 'gateways/cross' sees it and passes '{host.Trim('\'')}' on, so it relays 'x.example.com'.");

    [Theory]
    [InlineData("exportTo: [shop]", "15443", "'*'", "AUTO_PASSTHROUGH")]
    [InlineData("exportTo: [gateways]", "15443", "'*'", "AUTO_PASSTHROUGH")]
    [InlineData("exportTo: ['*']", "443", "'*'", "AUTO_PASSTHROUGH")]
    [InlineData("exportTo: ['*']", "15443", "y.example.com", "AUTO_PASSTHROUGH")]
    [InlineData("exportTo: ['*']", "15443", "'*'", "PASSTHROUGH")]
    public void Is_silent_where_no_gateway_passes_it_on(string exportTo, string port, string host, string mode) =>
        AssertClean(Sample(exportTo, port, host, mode));

    /// <summary>The Gateway lies beside its pods' namespace: what counts is where the pods are.</summary>
    private static string Sample(string exportTo, string port, string host, string mode) =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: gateway, namespace: istio-system}
        spec: {template: {metadata: {labels: {istio: eastwestgateway} }, spec: {containers: [{name: istio-proxy}]} } }
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          {{exportTo}}
          location: MESH_INTERNAL
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: {{port}} } }]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross, namespace: gateways}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: {{mode}}}
            hosts: [{{host}}]
        """;
}
