using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SidecarHidesGlobalHostsTests : RuleTests<SidecarHidesGlobalHosts>
{
    [Theory]
    [InlineData("demo", "['./*', 'other/*']")]
    [InlineData("demo", "['mesh-demo/cart.demo.example.com']")]
    [InlineData("demo", "['other/hello.demo.example.com']")]
    [InlineData("istio-system", "['./*']")]
    public void Reports_the_hosts_of_a_Sidecar(string @namespace, string hosts) => AssertFindings(
        Sidecar(@namespace, "[|hosts|]: " + hosts, ""),
        $"Sidecar '{@namespace}/default' hides global host 'hello.demo.example.com' from pods of namespace 'demo', because its hosts lack 'mesh-demo/*'.");

    [Fact]
    public void Reports_a_Sidecar_for_some_workloads() => AssertFindings(
        Sidecar("demo", "[|hosts|]: ['./*']", "workloadSelector: {labels: {app: greeter}}"),
        "Sidecar 'demo/default' hides global host 'hello.demo.example.com' from pods of namespace 'demo', because its hosts lack 'mesh-demo/*'.");

    [Theory]
    [InlineData("demo", "hosts: ['*/*']", "")]
    [InlineData("demo", "hosts: ['mesh-demo/*']", "")]
    [InlineData("demo", "hosts: ['*/*.example.com']", "")]
    [InlineData("demo", "hosts: ['./*', 'mesh-demo/hello.demo.example.com']", "")]
    [InlineData("demo", "hosts: ['./*', '~mesh-demo/*']", "")]
    [InlineData("demo", "port: {number: 80}", "")]
    [InlineData("elsewhere", "hosts: ['./*']", "")]
    [InlineData("istio-system", "hosts: ['./*']", "workloadSelector: {labels: {app: gateway}}")]
    public void Is_silent_where_the_hosts_are_seen(string @namespace, string listener, string spec) => AssertClean(Sidecar(@namespace, listener, spec));

    [Fact]
    public void Is_silent_for_a_root_default_that_a_namespace_replaces() => AssertClean(
        Sidecar("demo", "hosts: ['*/*']", "") + "---\n" + Sidecar("istio-system", "hosts: ['./*']", "").Replace("# workspace\n# cluster: west\n", "", StringComparison.Ordinal));

    [Fact]
    public void Is_silent_without_a_plan() => AssertClean(
        Sidecar("demo", "hosts: ['./*']", "").Replace("# workspace\n# cluster: west\n", "", StringComparison.Ordinal));

    private static string Sidecar(string @namespace, string listener, string spec) =>
        $$"""
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: {{@namespace}}}
        spec:
          {{spec}}
          egress:
          - {{listener}}

        """;
}
