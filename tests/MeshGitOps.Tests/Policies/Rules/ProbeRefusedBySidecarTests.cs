using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ProbeRefusedBySidecarTests : RuleTests<ProbeRefusedBySidecar>
{
    private const string NotRewritten = "sidecar.istio.io/rewriteAppHTTPProbers: \"false\"";

    [Theory]
    [InlineData("livenessProbe: {httpGet: {port: [|8080|]}}", "livenessProbe")]
    [InlineData("startupProbe: {httpGet: {port: [|web|]}}, ports: [{name: web, containerPort: 8080}]", "startupProbe")]
    public void Reports_a_probe_under_STRICT(string container, string name) => AssertFindings(
        All(Strict(), Pod(container)),
        $"The {name} of Deployment 'shop/catalog' is not rewritten and asks port 8080 in plaintext, where the sidecar takes mutual TLS only.");

    [Fact]
    public void Reports_a_probe_that_no_policy_lets_in() => AssertFindings(
        All(AuthorizationPolicy("policy", "rules: [{from: [{source: {namespaces: [shop]}}]}]"), Pod("readinessProbe: {httpGet: {port: [|8080|]}}")),
        "The readinessProbe of Deployment 'shop/catalog' is not rewritten and asks port 8080 without an identity, which AuthorizationPolicy 'shop/policy' does not let in.");

    [Fact]
    public void Is_silent_where_the_probe_is_rewritten() => AssertClean(All(Strict(), Pod("readinessProbe: {httpGet: {port: 8080}}", "")));

    [Theory]
    [InlineData("readinessProbe: {tcpSocket: {port: 8080}}")]
    [InlineData("readinessProbe: {grpc: {port: 8080}}")]
    [InlineData("readinessProbe: {exec: {command: [ready]}}")]
    [InlineData("readinessProbe: {httpGet: {port: web}}")]
    [InlineData("readinessProbe: [httpGet], livenessProbe: {httpGet: 8080}")]
    public void Is_silent_about_other_probes_and_unknown_ports(string container) => AssertClean(All(Strict(), Pod(container)));

    [Theory]
    [InlineData("rules: [{to: [{operation: {ports: [\"8080\"]}}]}]")]
    [InlineData("rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]")]
    [InlineData("action: DENY, rules: [{from: [{source: {namespaces: [shop]}}]}]")]
    public void Is_silent_where_a_policy_may_let_it_in(string policy) =>
        AssertClean(All(AuthorizationPolicy("policy", policy), Pod("readinessProbe: {httpGet: {port: 8080}}")));

    [Fact]
    public void Is_silent_about_a_port_that_is_excepted() => AssertClean(All(
        Strict(),
        PeerAuthentication("catalog", "selector: {matchLabels: {app: catalog}}, portLevelMtls: {8080: {mode: PERMISSIVE}}"),
        Pod("readinessProbe: {httpGet: {port: 8080}}")));

    private static string Pod(string container, string annotations = NotRewritten) =>
        Deployment("catalog", "", annotations, $"containers: [{{name: catalog, {container}}}]");
}
