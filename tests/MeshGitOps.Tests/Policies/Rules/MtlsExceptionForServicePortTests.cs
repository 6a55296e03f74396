using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class MtlsExceptionForServicePortTests : RuleTests<MtlsExceptionForServicePort>
{
    [Fact]
    public void Reports_the_port_of_the_Service() => AssertFindings(
        All(Catalog(), Policy("app: catalog", "8080: {mode: STRICT}, [|80|]: {mode: PERMISSIVE}")),
        "PeerAuthentication 'shop/policy' excepts port 80 of Service 'shop/catalog', whose pods listen on 8080.");

    [Theory]
    [InlineData("app: catalog", "8080: {mode: PERMISSIVE}")]
    [InlineData("app: catalog", "9090: {mode: PERMISSIVE}")]
    [InlineData("app: other", "80: {mode: PERMISSIVE}")]
    [InlineData("app: catalog", "http: {mode: PERMISSIVE}")]
    public void Is_silent_about_ports_of_pods_and_unknown_ones(string selector, string ports) =>
        AssertClean(All(Catalog(), Policy(selector, ports)));

    [Fact]
    public void Is_silent_where_a_container_has_the_port() => AssertClean(All(
        Service("catalog"),
        Deployment("catalog", podSpec: "containers: [{name: c, ports: [{containerPort: 80}]}]"),
        Policy("app: catalog", "80: {mode: PERMISSIVE}")));

    private static string Policy(string selector, string ports) =>
        PeerAuthentication("policy", $"selector: {{matchLabels: {{{selector}}}}}, portLevelMtls: {{{ports}}}");
}
