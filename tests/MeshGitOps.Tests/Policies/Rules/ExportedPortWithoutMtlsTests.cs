using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ExportedPortWithoutMtlsTests : RuleTests<ExportedPortWithoutMtls>
{
    private const string Message = "PeerAuthentication 'demo/hello' switches mutual TLS off at port 8080 of Deployment 'demo/hello', which global host 'hello.demo.example.com' leads to.";

    [Theory]
    [InlineData("mtls: {mode: [|DISABLE|]}")]
    [InlineData("mtls: {mode: STRICT}, portLevelMtls: {[|8080|]: {mode: DISABLE}}")]
    public void Reports_the_place_that_switches_it_off(string spec) => AssertFindings(Policy("east", "app: hello", spec), Message);

    [Theory]
    [InlineData("app: hello", "mtls: {mode: STRICT}")]
    [InlineData("app: hello", "portLevelMtls: {80: {mode: DISABLE}}")]
    [InlineData("app: other", "mtls: {mode: DISABLE}")]
    public void Is_silent_about_other_ports_pods_and_modes(string labels, string spec) => AssertClean(Policy("east", labels, spec));

    [Fact]
    public void Is_silent_in_a_cluster_that_does_not_serve() => AssertClean(Policy("west", "app: hello", "mtls: {mode: DISABLE}"));

    private static string Policy(string cluster, string labels, string spec) =>
        $$"""
        # workspace
        # cluster: {{cluster}}
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: hello, namespace: demo}
        spec: {selector: {matchLabels: { {{labels}} } }, {{spec}} }
        """;
}
