using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GatewayInvalidTests : RuleTests<GatewayInvalid>
{
    private const string Name = "Gateway 'shop/shop'";

    [Fact]
    public void Reports_a_name_that_is_no_dns_label() => AssertFindings(
        "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: [|shop.example|], namespace: shop}\nspec: {servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: ['*']}]}",
        "The name of Gateway 'shop/shop.example' has a dot, but it must be a DNS label.");

    [Fact]
    public void Reports_a_gateway_without_servers()
    {
        AssertFindings(Gateway("{[|servers|]: []}"), $"{Name} has no servers, so it opens no port.");
        AssertFindings(Gateway("[|{selector: {istio: ingressgateway}}|]"), $"{Name} has no servers, so it opens no port.");
    }

    [Fact]
    public void Reports_two_servers_with_one_port_name() => AssertFindings(
        Gateway("{servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: ['*']}, {port: {name: [|http|], number: 81, protocol: HTTP}, hosts: ['*']}]}"),
        $"Two servers of {Name} have the port name 'http'.");

    [Fact]
    public void Reports_a_server_without_hosts() => AssertFindings(
        Gateway("{servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: [|[]|]}]}"),
        $"A server of {Name} has no hosts.");

    [Fact]
    public void Reports_hosts_that_are_short_or_no_names() => AssertFindings(
        Gateway("""{servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: ["*", ./*, a/b.example.com, [|catalog|], [|A_b/x.example.com|], [|a.*.com|]]}]}"""),
        $"The host 'catalog' of {Name} is a short name, which a Gateway does not complete.",
        $"The host 'A_b/x.example.com' of {Name} begins with 'A_b/', which is no name of a namespace.",
        $"The host 'a.*.com' of {Name} is no host name.");

    [Fact]
    public void Reports_an_unknown_protocol_and_udp() => AssertFindings(
        Gateway("{servers: [{port: {name: a, number: 80, protocol: [|HTTP3|]}, hosts: ['*']}, {port: {name: b, number: 53, protocol: [|UDP|]}, hosts: ['*']}]}"),
        $"A server of {Name} has the unknown protocol 'HTTP3'.",
        $"A server of {Name} has the protocol 'UDP', which gateways do not pass on.");

    [Fact]
    public void Reports_a_port_number_out_of_range()
    {
        AssertFindings(
            Gateway("{servers: [{port: {name: a, number: [|0|], protocol: HTTP}, hosts: ['*']}]}"),
            $"Field 'number' of a port of {Name} must be from 1 to 65535, but is 0.");
        AssertClean(Gateway("{servers: [{bind: unix:///run/a.sock, port: {name: a, number: 0, protocol: HTTP}, hosts: ['*']}]}"));
    }

    [Theory]
    [InlineData("HTTPS")]
    [InlineData("TLS")]
    public void Reports_an_encrypted_port_without_tls(string protocol) => AssertFindings(
        Gateway($"{{servers: [{{port: {{name: a, number: 443, protocol: [|{protocol}|]}}, hosts: ['*']}}]}}"),
        $"A server of {Name} has the protocol '{protocol}', but no 'tls' that says how.");

    [Fact]
    public void Reports_tls_at_a_port_that_is_not_encrypted()
    {
        AssertFindings(
            Gateway("{servers: [{port: {name: a, number: 80, protocol: HTTP}, hosts: ['*'], [|tls|]: {mode: SIMPLE, credentialName: a}}]}"),
            $"A server of {Name} has 'tls', but the protocol 'HTTP' is not encrypted.");
        AssertFindings(
            Gateway("{servers: [{port: {name: a, number: 80, protocol: TCP}, hosts: ['*'], [|tls|]: {mode: PASSTHROUGH}}]}"),
            $"A server of {Name} has 'tls', but the protocol 'TCP' is not encrypted.");
        AssertClean(Gateway("{servers: [{port: {name: a, number: 80, protocol: HTTP}, hosts: ['*'], tls: {httpsRedirect: true}}]}"));
    }

    [Fact]
    public void Reports_a_redirect_at_an_encrypted_port_as_a_warning()
    {
        const string Text = "{servers: [{port: {name: a, number: 443, protocol: HTTPS}, hosts: ['*'], tls: {mode: SIMPLE, credentialName: a, [|httpsRedirect|]: true}}]}";
        AssertFindings(Gateway(Text), $"A server of {Name} with the protocol 'HTTPS' has 'httpsRedirect', which is for HTTP.");
        AssertSeverity("Warning", Gateway(Text));
    }

    [Fact]
    public void Reports_missing_certificates()
    {
        AssertFindings(
            Gateway("{servers: [{port: {name: a, number: 443, protocol: HTTPS}, hosts: ['*'], tls: {mode: [|SIMPLE|]}}]}"),
            $"A server of {Name} with the mode 'SIMPLE' has no 'serverCertificate' and no 'privateKey'.");
        AssertFindings(
            Gateway("{servers: [{port: {name: a, number: 443, protocol: HTTPS}, hosts: ['*'], tls: {mode: [|MUTUAL|], serverCertificate: a, privateKey: b}}]}"),
            $"A server of {Name} with the mode 'MUTUAL' has no 'caCertificates'.");
    }

    [Fact]
    public void Reports_certificates_beside_those_of_the_mesh() => AssertFindings(
        Gateway("{servers: [{port: {name: a, number: 443, protocol: TLS}, hosts: ['*'], tls: {mode: ISTIO_MUTUAL, [|credentialName|]: a}}]}"),
        $"A server of {Name} has 'credentialName', but with the mode ISTIO_MUTUAL the mesh issues the certificates.");

    [Fact]
    public void Is_silent_where_fields_have_the_wrong_type() =>
        AssertClean(Gateway("{servers: [1, {port: 5, hosts: 5, tls: 7}, {port: {name: [], number: x, protocol: {}}, tls: {mode: []}, hosts: [{}]}]}"));

    [Fact]
    public void Is_silent_on_the_gateway_between_clusters() => AssertClean(
        Gateway("{selector: {istio: eastwestgateway}, servers: [{port: {name: tls, number: 15443, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}, hosts: ['*.local']}]}"));

    private static string Gateway(string spec) =>
        $"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: shop, namespace: shop}}\nspec: {spec}";
}
