using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class AccessRuleOnTcpPortTests : RuleTests<AccessRuleOnTcpPort>
{
    private const string Start = "apiVersion: meshgitops.io/v1alpha1\nkind: AccessPolicy\nmetadata: {name: store}\nspec: {globalNamespace: {name: demo}, from: [{namespace: demo}], ";

    private const string Store = """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: store, namespace: demo}
        spec: {ports: [{name: tcp, port: 27017}, {name: http, port: 80}], selector: {app: store}}
        """;

    [Fact]
    public void Reports_a_policy_for_all_ports_where_one_of_them_has_no_requests() => AssertFindings(
        Start + "to: {[|service|]: {name: store, namespace: demo}}, rules: [{methods: [GET]}]}\n" + Store,
        "Port 27017 of Service 'demo/store' speaks TCP, which has no methods, paths and headers: AccessPolicy 'store' refuses every call to it.");

    [Theory]
    [InlineData("rules: [{methods: [GET]}], ports: [80]")]
    [InlineData("ports: [27017]")]
    public void Is_silent_where_no_request_is_asked_of_a_connection(string fields) =>
        AssertClean(Start + "to: {service: {name: store, namespace: demo}}, " + fields + "}\n" + Store);
}
