using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PortNameContradictsProtocolTests : RuleTests<PortNameContradictsProtocol>
{
    [Fact]
    public void Reports_a_GlobalService_that_says_another_protocol() => AssertFindings(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          service: {name: hello, namespace: demo}
          ports: [{number: 80, protocol: [|TCP|]}]
        """,
        "The GlobalService says that port 80 speaks TCP, but Service 'demo/hello' names it 'http'.");

    [Theory]
    [InlineData("http", "kubernetes.io/h2c")]
    [InlineData("http-api", "grpc")]
    [InlineData("mongo", "tcp")]
    [InlineData("web", "http")]
    [InlineData("http", "unheard-of")]
    public void Is_silent_for_protocols_that_proxies_treat_alike(string name, string appProtocol) => AssertClean(
        $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: api, namespace: shop}
        spec: {ports: [{port: 80, name: {{name}}, appProtocol: {{appProtocol}}}]}
        """);

    [Fact]
    public void Reports_TLS_under_a_name_of_HTTP() => AssertFindings(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: api, namespace: shop}
        spec: {ports: [{port: 80, name: [|http|], appProtocol: https}]}
        """,
        "Port 'http' of Service 'shop/api' has the appProtocol 'https', which its name contradicts.");
}
