using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PassthroughHostTooWideTests : RuleTests<PassthroughHostTooWide>
{
    [Theory]
    [InlineData("*", "every Service of the cluster ('*')")]
    [InlineData("istio-system/*.svc.cluster.local", "every Service of the cluster ('*.svc.cluster.local')")]
    [InlineData("*.global", "every host that matches '*.global'")]
    [InlineData("*.demo.svc.cluster.local", "every host that matches '*.demo.svc.cluster.local'")]
    public void Reports_a_wildcard(string host, string opened) => AssertFindings(
        Gateway("AUTO_PASSTHROUGH", $"[|'{host}'|]"),
        $"Gateway 'istio-system/cross' opens {opened} to other clusters.");

    [Theory]
    [InlineData("AUTO_PASSTHROUGH", "hello.example.com")]
    [InlineData("PASSTHROUGH", "'*'")]
    public void Is_silent_for_names_and_other_modes(string mode, string host) => AssertClean(Gateway(mode, host));

    private static string Gateway(string mode, string host) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - {port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: {{mode}}}, hosts: [{{host}}]}
        """;
}
