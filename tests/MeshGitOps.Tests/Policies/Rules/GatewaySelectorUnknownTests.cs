using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GatewaySelectorUnknownTests : RuleTests<GatewaySelectorUnknown>
{
    [Fact]
    public void Reports_a_label_that_differs_by_a_letter() => AssertFindings(
        Sample("shop", "istio: [|ingresgateway|]", "labels: {istio: ingressgateway}"),
        "Gateway 'shop/one' selects pods with 'istio: ingresgateway', but no workload has these labels; the pods of Deployment 'istio-ingress/gateway' have 'istio: ingressgateway'.");

    [Fact]
    public void Reports_another_label_in_the_namespace_of_the_gateway() => AssertFindings(
        Sample("istio-ingress", "app: [|web|], istio: ingress", "labels: {istio: ingress}, annotations: {inject.istio.io/templates: gateway}"),
        "Gateway 'istio-ingress/one' selects pods with 'app: web, istio: ingress', but no workload has these labels; the pods of Deployment 'istio-ingress/gateway' have 'istio: ingress'.");

    [Fact]
    public void Reports_pods_without_the_label_of_the_charts() => AssertFindings(
        Sample("istio-ingress", "istio: [|ingress|]", "labels: {app: web}, annotations: {inject.istio.io/templates: 'sidecar,gateway'}"),
        "Gateway 'istio-ingress/one' selects pods with 'istio: ingress', but no workload has these labels; the pods of Deployment 'istio-ingress/gateway' have other labels.");

    [Theory]
    [InlineData("shop", "istio: ingressgateway", "labels: {istio: eastwestgateway}")]
    [InlineData("istio-ingress", "istio: eastwestgateway", "labels: {istio: eastwestgateway}")]
    [InlineData("istio-ingress", "", "labels: {istio: eastwestgateway}")]
    [InlineData("istio-ingress", "istio: ingressgateway", "labels: {app: web}")]
    public void Is_silent_where_the_pods_may_be_elsewhere(string @namespace, string selector, string metadata) =>
        AssertClean(Sample(@namespace, selector, metadata));

    private static string Sample(string @namespace, string selector, string metadata) =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: gateway, namespace: istio-ingress}
        spec:
          template:
            metadata: { {{metadata}} }
            spec: {containers: [{name: istio-proxy}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: one, namespace: {{@namespace}}}
        spec:
          selector: { {{selector}} }
          servers:
          - {port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com]}
        """;
}
