using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PlaintextToGlobalHostTests : RuleTests<PlaintextToGlobalHost>
{
    [Theory]
    [InlineData("demo", "trafficPolicy: {tls: {mode: [|SIMPLE|]}}", "SIMPLE")]
    [InlineData("demo", "trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: [|DISABLE|]}}]}", "DISABLE")]
    [InlineData("mesh-demo", "subsets: [{name: a, trafficPolicy: {tls: {mode: [|MUTUAL|]}}}]", "MUTUAL")]
    public void Reports_another_mode_than_mutual_TLS_of_the_mesh(string @namespace, string spec, string mode) => AssertFindings(
        Rule(@namespace, "hello.demo.example.com", spec),
        $"DestinationRule '{@namespace}/hello' sets TLS mode {mode} for global host 'hello.demo.example.com', whose gateways route by the mesh's mutual TLS.");

    [Theory]
    [InlineData("demo", "hello.demo.example.com", "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}")]
    [InlineData("demo", "hello.demo.example.com", "trafficPolicy: {loadBalancer: {simple: RANDOM}}")]
    [InlineData("demo", "api.example.org", "trafficPolicy: {tls: {mode: SIMPLE}}")]
    [InlineData("tools", "hello.demo.example.com", "trafficPolicy: {tls: {mode: DISABLE}}")]
    public void Is_silent_about_other_hosts_modes_and_namespaces(string @namespace, string host, string spec) =>
        AssertClean(Rule(@namespace, host, spec));

    private static string Rule(string @namespace, string host, string spec) =>
        $$"""
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: hello, namespace: {{@namespace}} }
        spec: {host: {{host}}, {{spec}} }
        """;
}
