using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HostWithoutConsumerTests : RuleTests<HostWithoutConsumer>
{
    [Fact]
    public void Reports_all_hosts_of_one_origin_at_once()
    {
        const string Other = """
            # workspace
            # file: mesh/demo.yaml
            apiVersion: meshgitops.io/v1alpha1
            kind: GlobalNamespace
            metadata: {name: [|demo|]}
            spec: {domain: demo.example.com, consumers: Declared, members: [{clusters: {names: [east]}, namespaces: [demo]}]}
            # cluster: east
            apiVersion: v1
            kind: Service
            metadata: {name: other, namespace: demo}
            spec: {ports: [{name: http, port: 80}], selector: {app: hello}}
            """;

        AssertFindings(Other, "2 hosts have no consumer in any cluster, 'hello.demo.example.com' among them.");
    }

    [Fact]
    public void Is_silent_where_every_member_consumes() => AssertClean("# workspace\n# cluster: west\napiVersion: v1\nkind: Namespace\nmetadata: {name: demo}\n");
}
