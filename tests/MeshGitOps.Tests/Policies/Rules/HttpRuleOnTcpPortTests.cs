using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HttpRuleOnTcpPortTests : RuleTests<HttpRuleOnTcpPort>
{
    private const string Both = "[{name: http, port: 80}, {name: tcp-db, port: 90}]";
    private const string Never = "so the rule never matches there";
    private const string Everything = "so the rule refuses every connection there";

    [Theory]
    [InlineData("ALLOW", "[|paths|]: [/a], ports: [\"90\"]", Both, Never)]
    [InlineData("ALLOW", "[|hosts|]: [a], notPaths: [/a]", "[{name: tcp-db, port: 90}]", Never)]
    [InlineData("DENY", "[|methods|]: [DELETE]", Both, Everything)]
    [InlineData("DENY", "[|notHosts|]: [a], ports: [\"80\", \"90\"]", Both, Everything)]
    public void Reports_a_field_that_only_requests_have(string action, string operation, string ports, string effect)
    {
        var field = operation[2..operation.IndexOf("|]", StringComparison.Ordinal)];
        AssertFindings(
            All(Service("catalog", ports), Deployment("catalog"), Policy(action, $"to: [{{operation: {{{operation}}}}}]")),
            $"AuthorizationPolicy 'shop/policy' asks for '{field}', but port 90 behind Service 'shop/catalog' speaks TCP, {effect}.");
    }

    [Theory]
    [InlineData("when: [{key: [|\"request.headers[x]\"|], values: [a]}]")]
    [InlineData("to: [{operation: {ports: [\"90\"]}}], when: [{key: source.ip, values: [a]}, {key: [|\"request.headers[x]\"|], values: [a]}]")]
    public void Reports_a_condition_about_requests(string rule) => AssertFindings(
        All(Service("catalog", "[{name: mysql, port: 90}]"), Deployment("catalog"), Policy("ALLOW", rule)),
        $"AuthorizationPolicy 'shop/policy' asks for 'request.headers[x]', but port 90 behind Service 'shop/catalog' speaks MYSQL, {Never}.");

    [Theory]
    [InlineData("ALLOW", "methods: [GET]", Both)]
    [InlineData("ALLOW", "ports: [\"90\"]", Both)]
    [InlineData("DENY", "methods: [DELETE], ports: [\"80\"]", Both)]
    [InlineData("DENY", "methods: []", Both)]
    [InlineData("DENY", "methods: [DELETE]", "[{name: db, port: 90}]")]
    [InlineData("AUDIT", "methods: [DELETE]", Both)]
    [InlineData("DENY", "methods: [DELETE], ports: [x]", Both)]
    public void Is_silent_where_a_port_speaks_HTTP_or_nobody_knows(string action, string operation, string ports) =>
        AssertClean(All(Service("catalog", ports), Deployment("catalog"), Policy(action, $"to: [{{operation: {{{operation}}}}}]")));

    [Fact]
    public void Is_silent_about_pods_without_a_Service() => AssertClean(All(Deployment("catalog"), Policy("DENY", "to: [{operation: {methods: [GET]}}]")));

    private static string Policy(string action, string rule) => AuthorizationPolicy("policy", $"action: {action}, rules: [{{{rule}}}]");
}
