using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GlobalHostInServiceEntryTests : RuleTests<GlobalHostInServiceEntry>
{
    [Fact]
    public void Reports_the_host_of_a_consumer() => AssertFindings(
        Entry("west", "legacy", "exportTo: [demo]").Replace("hosts: [hello.demo.example.com]", "hosts: [other.example.com, [|hello.demo.example.com|]]", StringComparison.Ordinal),
        "ServiceEntry 'legacy/hello' has host 'hello.demo.example.com', which namespace 'demo' gets from GlobalNamespace 'demo' as well.");

    [Fact]
    public void Reports_the_host_of_the_gateway_that_serves_it() => AssertFindings(
        Entry("east", "istio-system", "exportTo: [.]").Replace("[hello.demo.example.com]", "[[|hello.demo.example.com|]]", StringComparison.Ordinal),
        "ServiceEntry 'istio-system/hello' has host 'hello.demo.example.com', which the east-west gateway in 'istio-system' gets from GlobalNamespace 'demo' as well.");

    [Fact]
    public void Reports_the_host_of_the_egress_gateway() => AssertFindings(
        EgressHop + Entry("west", "istio-egress", "exportTo: [.]").Replace("# workspace\n", "", StringComparison.Ordinal)
            .Replace("[hello.demo.example.com]", "[[|hello.demo.example.com|]]", StringComparison.Ordinal),
        "ServiceEntry 'istio-egress/hello' has host 'hello.demo.example.com', which the egress gateway in 'istio-egress' gets from GlobalNamespace 'demo' as well.");

    [Fact]
    public void Reports_a_file_of_two_clusters_once() => AssertFindings(
        """
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}, {path: apps/west}]
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hello, namespace: demo}
        spec:
          hosts: [[|hello.demo.example.com|]]
          ports: [{number: 80, name: http, protocol: HTTP}]
        """,
        "ServiceEntry 'demo/hello' has host 'hello.demo.example.com', which namespace 'demo' gets from GlobalNamespace 'demo' as well.");

    [Theory]
    [InlineData("legacy", "exportTo: [.]")]
    [InlineData("legacy", "exportTo: [other]")]
    [InlineData("demo", "exportTo: [~]")]
    public void Is_silent_where_no_proxy_of_the_plan_sees_it(string @namespace, string exportTo) =>
        AssertClean(Entry("west", @namespace, exportTo));

    [Fact]
    public void Is_silent_without_a_plan_and_for_hosts_that_are_no_text() => AssertClean(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hello, namespace: demo}
        spec: {hosts: {a: b}, exportTo: 3}
        """);

    private const string EgressHop =
        """
        # workspace
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          interconnect: EgressHop
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]

        """;

    private static string Entry(string cluster, string @namespace, string exportTo) =>
        $"""
        # workspace
        # cluster: {cluster}
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {"{"}name: hello, namespace: {@namespace}{"}"}
        spec:
          hosts: [hello.demo.example.com]
          {exportTo}
          ports: {"[{number: 80, name: http, protocol: HTTP}]"}
        """;
}
