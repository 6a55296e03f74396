using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioValueInvalidTests : RuleTests<IstioValueInvalid>
{
    [Fact]
    public void Reports_a_service_entry_without_a_host()
    {
        AssertFindings(Item("ServiceEntry", "{[|hosts|]: []}"), "Field 'hosts' must have at least 1 entry, but has 0.");
        AssertFindings(Item("ServiceEntry", "{ports: []}").Replace("spec", "[|spec|]", StringComparison.Ordinal), "Field 'hosts' is missing in ServiceEntry 'shop/a'.");
    }

    [Fact]
    public void Reports_empty_settings_of_ports() => AssertFindings(
        "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: a, namespace: shop}\nspec: {[|portLevelMtls|]: {}}",
        "Field 'portLevelMtls' must have at least 1 entry, but has 0.");

    [Fact]
    public void Reports_values_of_the_wrong_type() => AssertFindings(
        Item("VirtualService", """{hosts: [|catalog|], http: [{timeout: [|5|], route: [{destination: {host: a, port: {number: [|"80"|]}}, weight: [|x|]}]}]}"""),
        "Field 'hosts' must be a list, but is the string 'catalog'.",
        "Field 'http[0].timeout' must be a string, but is the number 5.",
        "Field 'http[0].route[0].destination.port.number' must be an integer, but is the string '80'.",
        "Field 'http[0].route[0].weight' must be an integer, but is the string 'x'.");

    [Theory]
    [InlineData("-5s")]
    [InlineData("0s")]
    [InlineData("5")]
    public void Reports_a_timeout_that_is_no_duration(string timeout) => AssertFindings(
        Item("VirtualService", $"{{hosts: [a], http: [{{timeout: [|\"{timeout}\"|], route: [{{destination: {{host: a}}}}]}}]}}"),
        $"Field 'http[0].timeout' must be a duration of at least 1ms as Istio writes it, but is '{timeout}'.");

    [Fact]
    public void Reports_an_unknown_word_with_the_fix_where_one_is_near()
    {
        const string Text = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: a, namespace: shop}
            spec: {host: a, trafficPolicy: {tls: {mode: [|ISTIO_MUTAL|]}, loadBalancer: {simple: [|FASTEST|]}}}
            """;
        AssertFindings(
            Text,
            "Field 'trafficPolicy.tls.mode' must be one of 'DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL', but is 'ISTIO_MUTAL'.",
            "Field 'trafficPolicy.loadBalancer.simple' must be one of 'UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST', but is 'FASTEST'.");
        var findings = RuleSample.Parse(Text).Check(new IstioValueInvalid());
        Assert.Equal("ISTIO_MUTUAL", Assert.Single(findings[0].Fix!.Edits).NewText);
        Assert.Null(findings[1].Fix);
    }

    [Theory]
    [InlineData("timeout: [|10|]", "number 10", "Write it with a unit: 10s.")]
    [InlineData("timeout: [|true|]", "boolean true", "Write it in quotes: \"true\".")]
    [InlineData("name: [|10|]", "number 10", "Write it in quotes: \"10\".")]
    public void Says_how_a_duration_is_written(string field, string written, string help)
    {
        var text = Item("VirtualService", $"{{hosts: [a], http: [{{{field}, route: [{{destination: {{host: a}}}}]}}]}}");

        AssertFindings(text, $"Field 'http[0].{field[..field.IndexOf(':', StringComparison.Ordinal)]}' must be a string, but is the {written}.");
        Assert.Equal(help, RuleSample.Parse(text).Check(new IstioValueInvalid())[0].Help);
    }

    [Fact]
    public void Reports_fields_that_exclude_each_other() => AssertFindings(
        Item("VirtualService", "{hosts: [a], http: [{match: [{uri: {exact: /a, [|prefix|]: /b}}], route: [{destination: {host: a}}]}]}"),
        "Field 'http[0].match[0].uri.prefix' excludes 'exact', but both are written.");

    [Fact]
    public void Reports_booleans_of_yaml_1_1_where_a_string_is_asked_for() => AssertFindings(
        Item("VirtualService", "{hosts: [a], http: [{match: [{headers: {x: {exact: [|on|]}}}], route: [{destination: {host: a}}]}]}"),
        "Field 'http[0].match[0].headers.x.exact' must be a string, but is 'on', which Kubernetes reads as a boolean.");

    [Fact]
    public void Is_silent_on_nulls_and_booleans_as_the_api_server_reads_them() => AssertClean(
        Item("VirtualService", "{hosts: [a], tls: null, gateways: ~, http: [{corsPolicy: {allowCredentials: yes}, timeout: null, match: [{uri: {exact: /, prefix: null}, ignoreUriCase: on}], route: [{destination: {host: a}}]}]}"));

    private static string Item(string kind, string spec) =>
        $"apiVersion: networking.istio.io/v1\nkind: {kind}\nmetadata: {{name: a, namespace: shop}}\nspec: {spec}";
}
