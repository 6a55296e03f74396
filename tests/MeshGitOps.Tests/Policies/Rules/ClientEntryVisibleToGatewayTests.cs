using System.Collections.Immutable;
using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

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

    [Theory]
    [InlineData("shop", "exportTo: [\".\"]", FixSafety.Safe)]
    [InlineData("shop,istio-system", "exportTo: [\".\"]", FixSafety.Safe)]
    [InlineData("shop,cart,billing", "exportTo: [\".\", billing, cart]", FixSafety.Unsafe)]
    public void Exports_to_the_namespaces_with_workloads(string namespaces, string expected, FixSafety safety)
    {
        var finding = Assert.Single(Check("", namespaces));

        Assert.Equal(safety, finding.Fix!.Safety);
        Assert.Contains(expected, Assert.Single(finding.Fix.Edits).NewText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exportTo: ['*']", "shop")]
    [InlineData("", "cart")]
    [InlineData("", "shop,a0,a1,a2,a3,a4,a5,a6,a7,a8,a9,b0,b1,b2,b3,b4,b5,b6,b7,b8,b9,c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,d0,d1,d2,d3,d4")]
    public void Leaves_the_choice_of_callers_to_people(string exportTo, string namespaces) =>
        Assert.Null(Assert.Single(Check(exportTo, namespaces)).Fix);

    private static ImmutableArray<Diagnostic> Check(string exportTo, string namespaces)
    {
        var workloads = namespaces.Split(',').Select(name =>
            $$"""

            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: {{name}}}
            spec: {template: {metadata: {labels: {app: web} }, spec: {containers: [{name: web}]} } }
            """);
        return RuleSample.Parse(Sample(exportTo, "15443", "'*'", "AUTO_PASSTHROUGH") + string.Concat(workloads)).Check(new ClientEntryVisibleToGateway());
    }

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
