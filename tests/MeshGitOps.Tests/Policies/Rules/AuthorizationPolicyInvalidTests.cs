using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class AuthorizationPolicyInvalidTests : RuleTests<AuthorizationPolicyInvalid>
{
    private const string Name = "AuthorizationPolicy 'shop/catalog'";

    [Fact]
    public void Reports_a_denial_without_rules()
    {
        AssertFindings(Policy("{action: [|DENY|]}"), $"{Name} has the action DENY, but no rules, so it never applies.");
        AssertFindings(Policy("{action: [|CUSTOM|], provider: {name: opa}}"), $"{Name} has the action CUSTOM, but no rules, so it never applies.");
        AssertClean(Policy("{action: DENY, rules: [{}]}"));
    }

    [Fact]
    public void Reports_a_custom_action_without_a_provider() => AssertFindings(
        Policy("{action: [|CUSTOM|], rules: [{}]}"),
        $"{Name} has the action CUSTOM, but no 'provider.name' that says who decides.");

    [Fact]
    public void Reports_a_provider_of_another_action() => AssertFindings(
        Policy("{[|provider|]: {name: opa}, rules: [{}]}"),
        $"{Name} names a provider, but the action ALLOW asks none.");

    [Theory]
    [InlineData("from", "source")]
    [InlineData("to", "operation")]
    public void Reports_parts_that_match_nothing(string list, string inner)
    {
        AssertFindings(Policy($"{{rules: [{{[|{list}|]: []}}]}}"), $"A rule of {Name} has an empty '{list}'.");
        AssertFindings(Policy($"{{rules: [{{{list}: [[|{{}}|]]}}]}}"), $"An entry of '{list}' of {Name} has no '{inner}'.");
        AssertFindings(Policy($"{{rules: [{{{list}: [{{[|{inner}|]: {{}}}}]}}]}}"), $"A '{inner}' of {Name} is empty.");
    }

    [Fact]
    public void Reports_addresses_and_ports_that_are_none() => AssertFindings(
        Policy("""{rules: [{from: [{source: {ipBlocks: [10.0.0.0/8, 10.0.0.1, [|10.0.0|]], notRemoteIpBlocks: [[|a.example.com|]]}}], to: [{operation: {ports: ["8080", [|"0"|], [|http|]]}}]}]}"""),
        $"'10.0.0' of {Name} is neither an IP address nor a range in CIDR form.",
        $"'a.example.com' of {Name} is neither an IP address nor a range in CIDR form.",
        $"'0' in the ports of {Name} is no port from 1 to 65535.",
        $"'http' in the ports of {Name} is no port from 1 to 65535.");

    [Fact]
    public void Reports_an_empty_value() => AssertFindings(
        Policy("""{rules: [{from: [{source: {principals: [[|""|]]}}]}]}"""),
        $"'principals' of {Name} lists an empty value, which nothing matches.");

    [Theory]
    [InlineData("principals")]
    [InlineData("namespaces")]
    public void Reports_service_accounts_beside_other_identities(string field) => AssertFindings(
        Policy($"{{rules: [{{from: [{{source: {{{field}: [a], [|serviceAccounts|]: [shop/a]}}}}]}}]}}"),
        $"A source of {Name} has both 'serviceAccounts' and '{field}', which exclude each other.");

    [Fact]
    public void Reports_conditions_without_values_or_unknown() => AssertFindings(
        Policy("{rules: [{when: [{key: [|source.ip|]}, {key: [|request.header|], values: [a]}, {key: 'request.headers[x]', values: [a]}, {key: destination.port, notValues: ['80']}]}]}"),
        $"The condition 'source.ip' of {Name} has neither 'values' nor 'notValues'.",
        $"The condition 'request.header' of {Name} is no attribute that Istio knows.");

    [Fact]
    public void Reports_identities_under_the_action_custom() => AssertFindings(
        Policy("{action: CUSTOM, provider: {name: opa}, rules: [{from: [{source: {[|namespaces|]: [a]}}], when: [{key: [|source.principal|], values: [a]}]}]}"),
        $"{Name} uses 'namespaces', which the action CUSTOM does not take.",
        $"{Name} uses 'source.principal', which the action CUSTOM does not take.");

    [Fact]
    public void Reports_two_ways_to_say_what_it_is_for() => AssertFindings(
        Policy("{selector: {matchLabels: {app: a}}, [|targetRefs|]: [{kind: Service, name: a, namespace: [|b|]}, {kind: [|Deployment|], group: apps, name: a}]}"),
        $"{Name} has both 'selector' and 'targetRefs', which exclude each other.",
        $"{Name} refers to a target in a namespace, which is always its own.",
        $"{Name} refers to a target of the kind 'Deployment', to which no policy is attached.");

    [Theory]
    [InlineData("from", "source: {principals: [[|cluster.local/ns/*/sa/web|]]}", "cluster.local/ns/*/sa/web")]
    [InlineData("from", "source: {notPrincipals: [[|'*/ns/a/*'|]]}", "*/ns/a/*")]
    [InlineData("to", "operation: {paths: [[|/api/*/users/*|]]}", "/api/*/users/*")]
    [InlineData("to", "operation: {hosts: [[|'**'|]]}", "**")]
    public void Reports_a_star_that_is_no_wildcard_as_a_warning(string list, string inner, string value)
    {
        var text = Policy($"{{rules: [{{{list}: [{{{inner}}}]}}]}}");

        AssertFindings(text, $"'{value}' of {Name} has a '*' that is no wildcard, so it matches this very text only.");
        Assert.Equal([Severity.Warning], FindingSeverities.Of<AuthorizationPolicyInvalid>(text));
    }

    [Fact]
    public void Is_silent_on_stars_at_one_end_and_path_templates() => AssertClean(
        Policy("{rules: [{from: [{source: {principals: ['*'], namespaces: ['a-*', '*-b', '*-c-*', 'd-*-e']}}], to: [{operation: {paths: [/api/*, '*/info', '/a/{*}/b', '/a/{**}'], methods: ['*'], ports: ['80']}}]}]}"));

    [Fact]
    public void Reports_an_empty_selector_as_a_warning() => AssertSeverity("Warning", Policy("{selector: {}}"));

    [Fact]
    public void Is_silent_on_policies_that_mean_everything_or_nothing()
    {
        AssertClean(Policy("{}"));
        AssertClean(Policy("{rules: [{}]}"));
        AssertClean(Policy("{rules: [{from: [{source: {notNamespaces: [a]}}]}], targetRef: {kind: Gateway, group: gateway.networking.k8s.io, name: a}}"));
        AssertClean(Policy("{rules: [1, {from: 1, to: [2], when: [3]}, {from: [{source: 4}], to: [{operation: []}]}], action: [], selector: 1, provider: 1}"));
    }

    private static string Policy(string spec) =>
        $"apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {{name: catalog, namespace: shop}}\nspec: {spec}";
}
