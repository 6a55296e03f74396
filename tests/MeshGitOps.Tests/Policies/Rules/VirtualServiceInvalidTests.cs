using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class VirtualServiceInvalidTests : RuleTests<VirtualServiceInvalid>
{
    private const string Name = "VirtualService 'shop/catalog'";

    [Theory]
    [InlineData("spec: {hosts: [catalog]}")]
    [InlineData("spec: {hosts: [catalog], http: []}")]
    public void Reports_a_virtual_service_without_rules(string spec) => AssertFindings(
        $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: [|catalog|], namespace: shop}}\n{spec}",
        $"{Name} has neither 'http' nor 'tls' nor 'tcp', so it routes nothing.");

    [Fact]
    public void Reports_a_virtual_service_without_a_spec() => AssertFindings(
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: [|catalog|], namespace: shop}",
        $"{Name} has no 'spec', so it routes nothing.");

    [Fact]
    public void Reports_what_a_delegate_cannot_have()
    {
        AssertFindings(
            Service("{[|gateways|]: [shop], [|tls|]: [{match: [{sniHosts: [a.example.com]}], route: [{destination: {host: a}}]}], [|tcp|]: [{route: [{destination: {host: a}}]}]}"),
            $"{Name} has 'gateways', but no hosts that it could be for.",
            $"{Name} has 'tls', but no hosts that it could be for.",
            $"{Name} has 'tcp', but no hosts that it could be for.");
        AssertFindings(
            Service("{http: [{[|delegate|]: {name: other}}]}"),
            $"{Name} has no hosts, so others delegate to it, and it cannot delegate further.");
        AssertClean(Service("{http: [{route: [{destination: {host: a}}]}]}"));
    }

    [Fact]
    public void Reports_hosts_and_gateways_that_are_no_names() => AssertFindings(
        Service("""{hosts: [catalog, "*.example.com", 192.0.2.1, [|"a:80"|]], gateways: [mesh, istio-system/shop, [|a/b/c|], [|/x|]], http: [{route: [{destination: {host: a}}]}]}"""),
        $"The host 'a:80' of {Name} is no host name.",
        $"'a/b/c' in the gateways of {Name} is no 'namespace/name' of a Gateway.",
        $"'/x' in the gateways of {Name} is no 'namespace/name' of a Gateway.");

    [Fact]
    public void Reports_a_rule_that_does_nothing() => AssertFindings(
        Service("{hosts: [catalog], http: [{[|match|]: [{uri: {exact: /}}], timeout: 5s}, [|{}|]]}"),
        $"An 'http' rule of {Name} does nothing: it has no 'route', 'redirect', 'directResponse' or 'delegate'.",
        $"An 'http' rule of {Name} does nothing: it has no 'route', 'redirect', 'directResponse' or 'delegate'.");

    [Fact]
    public void Reports_a_rule_that_does_two_things() => AssertFindings(
        Service("{hosts: [catalog], http: [{redirect: {uri: /a}, [|directResponse|]: {status: 200}}, {redirect: {uri: /a}, [|fault|]: {abort: {httpStatus: 500}}, [|rewrite|]: {uri: /b}}]}"),
        $"An 'http' rule of {Name} has both 'redirect' and 'directResponse', which exclude each other.",
        $"An 'http' rule of {Name} has both 'redirect' and 'fault', which exclude each other.",
        $"An 'http' rule of {Name} has both 'redirect' and 'rewrite', which exclude each other.");

    [Fact]
    public void Reports_connections_without_a_route() => AssertFindings(
        Service("{hosts: [a.example.com], tls: [{[|match|]: [{sniHosts: [a.example.com]}]}, {match: [{sniHosts: [|[]|]}], route: [{destination: {host: a}}]}], tcp: [{[|match|]: [{port: 80}], route: []}]}"),
        $"A 'tls' rule of {Name} has no 'route'.",
        $"A 'tls' rule of {Name} matches no SNI host.",
        $"A 'tcp' rule of {Name} has no 'route'.");

    [Fact]
    public void Reports_destinations_that_are_no_names() => AssertFindings(
        Service("""{hosts: [catalog], http: [{route: [{destination: {host: [|"catalog:80"|]}}, {destination: {host: [|"*"|], subset: [|v1.0|], port: {number: [|0|]}}}], mirror: {host: [|a_b|]}}]}"""),
        $"The destination 'catalog:80' of {Name} is no host name.",
        $"The destination '*' of {Name} is no host name.",
        $"The subset 'v1.0' of a destination of {Name} is no DNS label.",
        $"Field 'port.number' of a port of {Name} must be from 1 to 65535, but is 0.",
        $"The destination 'a_b' of {Name} is no host name.");

    [Fact]
    public void Reports_redirects_and_rewrites_that_say_nothing() => AssertFindings(
        Service("{hosts: [catalog], http: [{[|redirect|]: {redirectCode: 301}}, {redirect: {uri: /a, redirectCode: [|200|]}}, {route: [{destination: {host: a}}], [|rewrite|]: {}}, {route: [{destination: {host: a}}], rewrite: {uri: /a, [|uriRegexRewrite|]: {match: a, rewrite: b}}}]}"),
        $"A redirect of {Name} does not say where to.",
        $"Field 'redirectCode' of {Name} must be from 300 to 399, but is 200.",
        $"A rewrite of {Name} does not say what.",
        $"A rewrite of {Name} has both 'uri' and 'uriRegexRewrite', which exclude each other.");

    [Fact]
    public void Reports_faults_that_cannot_happen() => AssertFindings(
        Service("{hosts: [catalog], http: [{[|fault|]: {}, route: [{destination: {host: a}}]}, {fault: {abort: {httpStatus: [|20|], percentage: {value: [|100.5|]}}, delay: {[|exponentialDelay|]: 5s}}, route: [{destination: {host: a}}]}, {fault: {abort: {[|http2Error|]: x}}, route: [{destination: {host: a}}]}]}"),
        $"A fault of {Name} has neither 'abort' nor 'delay'.",
        $"Field 'httpStatus' of {Name} must be from 200 to 600, but is 20.",
        $"A percentage of {Name} must be 0, or from 0.0001 to 100, but is 100.5.",
        $"{Name} has 'exponentialDelay', which Istio does not support.",
        $"{Name} has 'http2Error', which Istio does not support.");

    [Fact]
    public void Reports_retries_without_attempts() => AssertFindings(
        Service("{hosts: [catalog], http: [{route: [{destination: {host: a}}], retries: {[|perTryTimeout|]: 2s, retryOn: 5xx}}, {route: [{destination: {host: a}}], retries: {attempts: [|-1|]}}]}"),
        $"The retries of {Name} have 'perTryTimeout', but no attempts.",
        $"Field 'retries.attempts' of {Name} must be at least 0, but is -1.");

    [Fact]
    public void Reports_a_mirror_of_more_than_everything_and_a_status_that_is_none() => AssertFindings(
        Service("{hosts: [catalog], http: [{route: [{destination: {host: a}}], mirrorPercentage: {value: [|-1|]}, mirrors: [{destination: {host: b}, percentage: {value: [|101|]}}]}, {directResponse: {status: [|99|]}}]}"),
        $"A percentage of {Name} must be 0, or from 0.0001 to 100, but is -1.",
        $"A percentage of {Name} must be 0, or from 0.0001 to 100, but is 101.",
        $"Field 'status' of {Name} must be from 200 to 599, but is 99.");

    [Fact]
    public void Is_silent_on_rules_that_do_one_thing()
    {
        AssertClean(Service("{hosts: [catalog], http: [{route: [{destination: {host: a}}], retries: {attempts: 0}, fault: {delay: {fixedDelay: 1s, percentage: {value: 0}}}}]}"));
        AssertClean(Service("{hosts: [catalog], http: [{delegate: {name: a}}, {directResponse: {status: 503}}, {redirect: {authority: a.example.com}}]}"));
        AssertClean(Service("{hosts: 1, http: [1, {route: 5, redirect: null}], tls: {}, tcp: x, gateways: {}}"));
        AssertClean(Service("{hosts: [catalog], http: [{route: [{destination: 3}], retries: [], rewrite: 5, fault: 4, mirrorPercentage: 4, mirrors: [5]}]}"));
    }

    private static string Service(string spec) =>
        $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: catalog, namespace: shop}}\nspec: {spec}";
}
