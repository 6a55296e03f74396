using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class CallerWithoutSidecarTests : RuleTests<CallerWithoutSidecar>
{
    private const string Refused = ", sidecar.istio.io/inject: \"false\"";
    private const string Message = "'CATALOG_URL' of Deployment 'shop/import' names Service 'shop/catalog', which takes mutual TLS only, but the workload has no sidecar.";

    [Theory]
    [InlineData("\"http://catalog\"")]
    [InlineData("\"catalog:80\"")]
    [InlineData("catalog.shop")]
    [InlineData("\"http://catalog.shop.svc.cluster.local/items\"")]
    public void Reports_a_caller_of_a_strict_server(string value)
    {
        var sample = RuleSample.Parse(All(Strict(), Catalog(), Caller($"[|{value}|]", Refused)));

        var finding = Assert.Single(sample.Check(new CallerWithoutSidecar()));

        sample.AssertFindings([finding]);
        Assert.Equal(Message, finding.Message);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal("PeerAuthentication 'shop/default' sets STRICT", Assert.Single(finding.Related).Message);
    }

    [Fact]
    public void Reports_a_namespace_without_a_label_as_a_warning()
    {
        var sample = RuleSample.Parse(All(Strict(), Catalog(), Namespace("team: a", "batch"), Caller("catalog.shop").Replace("namespace: shop", "namespace: batch", StringComparison.Ordinal)));

        Assert.Equal(Severity.Warning, Assert.Single(sample.Check(new CallerWithoutSidecar())).Severity);
    }

    [Fact]
    public void Reports_a_caller_of_a_global_host_outside_of_its_members() => AssertFindings(
        """
        # workspace
        # cluster: west
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: probe, namespace: tools}
        spec:
          template:
            metadata: {labels: {app: probe, sidecar.istio.io/inject: "false"}}
            spec: {containers: [{name: probe, env: [{name: HELLO, value: [|"http://hello.demo.example.com"|]}]}]}
        """,
        "'HELLO' of Deployment 'tools/probe' names global host 'hello.demo.example.com', but the workload has no sidecar, which alone can reach it.");

    [Theory]
    [InlineData("catalog", "CATALOG_NAME")]
    [InlineData("\"http://other\"", "CATALOG_URL")]
    [InlineData("\"catalog:81\"", "CATALOG_URL")]
    public void Is_silent_about_values_that_name_no_host_or_another_port(string value, string name) =>
        AssertClean(All(Strict(), Catalog(), Caller(value, Refused).Replace("CATALOG_URL", name, StringComparison.Ordinal)));

    [Fact]
    public void Is_silent_where_the_server_takes_plaintext() => AssertClean(All(
        Strict(),
        PeerAuthentication("catalog", "selector: {matchLabels: {app: catalog}}, portLevelMtls: {8080: {mode: PERMISSIVE}}"),
        Catalog(),
        Caller("\"http://catalog\"", Refused)));

    [Theory]
    [InlineData("", "")]
    [InlineData(Refused, Refused)]
    public void Is_silent_where_the_caller_has_a_sidecar_or_the_server_has_none(string caller, string server) =>
        AssertClean(All(Strict(), Catalog(server), Caller("\"http://catalog\"", caller)));

    private static string Caller(string value, string labels = "") =>
        Deployment("import", labels, podSpec: $"containers: [{{name: import, env: [{{name: CATALOG_URL, value: {value}}}]}}]");
}
