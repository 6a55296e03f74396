using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DestinationRuleInvalidTests : RuleTests<DestinationRuleInvalid>
{
    private const string Name = "DestinationRule 'shop/catalog'";

    [Fact]
    public void Reports_a_host_that_is_no_name() => AssertFindings(
        Rule("""{host: [|"catalog:8080"|]}"""),
        $"The host 'catalog:8080' of {Name} is no host name.");

    [Fact]
    public void Reports_subsets_with_one_name() => AssertFindings(
        Rule("{host: catalog, subsets: [{name: v1}, {name: [|v1|]}]}"),
        $"{Name} has two subsets with the name 'v1'.");

    [Fact]
    public void Reports_a_subset_whose_name_is_no_dns_label() => AssertFindings(
        Rule("{host: catalog, subsets: [{name: [|v1.2|]}]}"),
        $"The name 'v1.2' of a subset of {Name} is no DNS label.");

    [Fact]
    public void Reports_an_empty_traffic_policy()
    {
        AssertFindings(
            Rule("{host: catalog, [|trafficPolicy|]: {}, subsets: [{name: v1, [|trafficPolicy|]: {}}]}"),
            $"A traffic policy of {Name} is empty.",
            $"A traffic policy of {Name} is empty.");
        AssertClean(Rule("{host: catalog, trafficPolicy: null}"));
    }

    [Fact]
    public void Reports_an_empty_connection_pool() => AssertFindings(
        Rule("{host: catalog, trafficPolicy: {[|connectionPool|]: {}}}"),
        $"A connection pool of {Name} is empty.");

    [Fact]
    public void Reports_settings_of_a_port_that_say_nothing_or_not_of_which() => AssertFindings(
        Rule("{host: catalog, trafficPolicy: {portLevelSettings: [[|{port: {number: 80}}|], [|{tls: {mode: DISABLE}}|]]}}"),
        $"The settings of a port of {Name} are empty.",
        $"The settings of a port of {Name} do not say of which.");

    [Fact]
    public void Reports_a_tunnel_beside_the_proxy_protocol() => AssertFindings(
        Rule("{host: catalog, trafficPolicy: {tunnel: {targetHost: a.example.com, targetPort: 443}, [|proxyProtocol|]: {version: V1}}}"),
        $"A traffic policy of {Name} has both 'tunnel' and 'proxyProtocol', which exclude each other.");

    [Fact]
    public void Reports_limits_below_zero_and_percentages_out_of_range() => AssertFindings(
        Rule("{host: catalog, trafficPolicy: {connectionPool: {tcp: {maxConnections: [|-1|]}, http: {maxRetries: [|-2|]}}, outlierDetection: {maxEjectionPercent: [|101|], minHealthPercent: 50}}}"),
        $"Field 'maxConnections' of {Name} must be at least 0, but is -1.",
        $"Field 'maxRetries' of {Name} must be at least 0, but is -2.",
        $"Field 'maxEjectionPercent' of {Name} must be from 0 to 100, but is 101.");

    [Fact]
    public void Reports_settings_that_exclude_each_other() => AssertFindings(
        Rule("{host: catalog, trafficPolicy: {connectionPool: {http: {h2UpgradePolicy: UPGRADE, [|useClientProtocol|]: true}}, outlierDetection: {[|consecutiveLocalOriginFailures|]: 5}}}"),
        $"A connection pool of {Name} keeps the protocol of the client and upgrades it to HTTP/2, which exclude each other.",
        $"{Name} counts local failures apart, but does not split them from those of the server.");

    [Fact]
    public void Reports_an_empty_selector_as_a_warning()
    {
        AssertFindings(
            Rule("{host: catalog, workloadSelector: [|{}|]}"),
            $"The selector of {Name} has no labels, so it selects every pod of the namespace.");
        AssertSeverity("Warning", Rule("{host: catalog, workloadSelector: {matchLabels: {}}}"));
    }

    [Fact]
    public void Is_silent_where_fields_have_the_wrong_type() =>
        AssertClean(Rule("{host: [], trafficPolicy: 5, subsets: [5, {name: []}, {name: a, trafficPolicy: {connectionPool: 4, outlierDetection: 4, portLevelSettings: [7]}}]}"));

    private static string Rule(string spec) =>
        $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: catalog, namespace: shop}}\nspec: {spec}";
}
