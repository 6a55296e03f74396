using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GatewayPortNotOnServiceTests : RuleTests<GatewayPortNotOnService>
{
    private const string Workload =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ingress, namespace: istio-ingress}
        spec: {template: {metadata: {labels: {istio: ingress, app: web}}, spec: {containers: [{name: istio-proxy}]}}}
        ---

        """;

    [Fact]
    public void Reports_the_Service_of_the_selected_pods() => AssertFindings(
        Workload + Service("{app: web}", "{name: a, port: 80, targetPort: 8080}, {name: b, port: 9090, protocol: UDP}", "istio-ingress") + Gateway("istio: ingress", "[|9090|]"),
        "Gateway 'web/one' opens port 9090, which Service 'istio-ingress/gateway' of its pods does not have.");

    [Theory]
    [InlineData("{app: web}", "{name: a, port: 80}", "istio-ingress")]
    [InlineData("{app: web}", "{name: a, port: 8000, targetPort: 80}", "istio-ingress")]
    [InlineData("{app: web}", "{name: a, port: 90}", "elsewhere")]
    [InlineData("{app: other}", "{name: a, port: 90}", "istio-ingress")]
    public void Is_silent_where_a_Service_has_it_or_none_is_known(string selector, string ports, string @namespace) =>
        AssertClean(Workload + Service(selector, ports, @namespace) + Gateway("istio: ingress", "80"));

    [Fact]
    public void Is_silent_without_pods_and_Services()
    {
        AssertClean(Gateway("istio: ingress", "80"));
        AssertClean(Service("{app: web}", "{name: a, port: 90}", "istio-ingress") + Gateway("istio: ingress", "80"));
        AssertClean(Service("{app: web}", "{name: a, port: 90}", "istio-ingress") + Gateway("", "80"));
    }

    private static string Service(string selector, string ports, string @namespace) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: gateway, namespace: {{@namespace}}}
        spec:
          selector: {{selector}}
          ports: [{{ports}}]
        ---

        """;

    private static string Gateway(string selector, string port) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: one, namespace: web}
        spec:
          selector: { {{selector}} }
          servers:
          - {port: {number: {{port}}, name: http, protocol: HTTP}, hosts: [a.example.com]}
        """;
}
