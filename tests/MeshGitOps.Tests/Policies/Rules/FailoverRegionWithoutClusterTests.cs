using MeshGitOps.Policies.Rules.Specs;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class FailoverRegionWithoutClusterTests : RuleTests<FailoverRegionWithoutCluster>
{
    [Fact]
    public void Reports_the_failover_of_a_GlobalService_too() => AssertFindings(
        """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec: {domain: demo.example.com, members: [{clusters: {names: [east]}, namespaces: [demo]}]}
        # file: mesh/hello.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          service: {name: hello, namespace: demo}
          failover: {regions: [{from: [|us-west-2|], to: us-east-1}]}
        """,
        "No cluster of GlobalNamespace 'demo' lies in region 'us-west-2', so this failover has no effect.");

    [Fact]
    public void Is_silent_without_a_failover() => AssertClean("# workspace\n# cluster: east\napiVersion: v1\nkind: Namespace\nmetadata: {name: demo}\n");
}
