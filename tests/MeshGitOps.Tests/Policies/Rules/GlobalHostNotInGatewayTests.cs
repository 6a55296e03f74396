using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GlobalHostNotInGatewayTests : RuleTests<GlobalHostNotInGateway>
{
    [Fact]
    public void Reports_how_many_hosts_are_left_out() => AssertFindings(
        """
        # workspace
        # file: apps/east/more.yaml
        apiVersion: v1
        kind: Service
        metadata: {name: cart, namespace: demo}
        spec: {selector: {app: hello}, ports: [{name: http, port: 80, targetPort: 8080}]}

        """ + Workspace("[|cross|]", "eastwestgateway", "15443", "x.example.com").Replace("# workspace\n", "", StringComparison.Ordinal),
        "Gateway 'istio-system/cross' of the east-west gateway does not open host 'cart.demo.example.com' and 1 more, which cluster 'east' serves.");

    [Theory]
    [InlineData("'*'")]
    [InlineData("'*.example.com'")]
    [InlineData("'*/hello.demo.example.com'")]
    public void Is_silent_where_the_Gateway_opens_the_host(string host) => AssertClean(Workspace("cross", "eastwestgateway", "15443", host));

    [Theory]
    [InlineData("other", "15443")]
    [InlineData("eastwestgateway", "443")]
    public void Is_silent_and_says_so_where_the_Gateway_is_not_in_the_manifests(string selector, string port)
    {
        var text = Workspace("cross", selector, port, "x.example.com");

        AssertClean(text);
        Assert.Equal(
            "Cluster 'east' keeps the Gateway of its east-west gateway itself, and its manifests do not hold it: that it opens every served host is not checked.",
            Assert.Single(Sample.Run<GlobalHostNotInGateway>(RuleSample.Parse(text).Context(), "{level: error}").NotChecked));
    }

    private static string Workspace(string name, string selector, string port, string host) =>
        $$"""
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {managed: false, addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: {{name}}, namespace: istio-system}
        spec:
          selector: {istio: {{selector}}}
          servers:
          - {port: {number: {{port}}, name: tls, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}, hosts: [{{host}}]}
        """;
}
