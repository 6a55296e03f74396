using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DestinationHostNotVisibleTests : RuleTests<DestinationHostNotVisible>
{
    private static readonly string Gateway =
        Istio("Gateway", "public", "edge", "selector: {istio: ingress}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]")
        + Workload("ingress", "istio-ingress", "istio: ingress");

    [Fact]
    public void Reports_a_host_that_the_pods_of_a_gateway_do_not_see() => AssertFindings(
        Gateway
        + Istio("ServiceEntry", "bank", "shop", "hosts: [bank.example.com], exportTo: ['.']")
        + Route("host: [|bank.example.com|]", "hosts: [web.example.com], gateways: [edge/public]"),
        "VirtualService 'shop/web' routes to 'bank.example.com', which its clients in namespace 'istio-ingress' do not see.");

    [Fact]
    public void Reports_a_service_that_its_annotation_hides()
    {
        const string Hidden = """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: other, annotations: {networking.istio.io/exportTo: "."}}
            spec: {ports: [{name: http, port: 80}]}
            ---

            """;

        AssertFindings(
            Hidden + Route("host: [|cart.other.svc.cluster.local|]", "hosts: [web], exportTo: [shop, other]"),
            "VirtualService 'shop/web' routes to 'cart.other.svc.cluster.local', which its clients in namespace 'shop' do not see.");
    }

    [Fact]
    public void Reports_a_global_host_that_a_gateway_routes_to()
    {
        var text = $"""
            # workspace
            # cluster: west
            {Gateway}{Istio("VirtualService", "web", "demo", "hosts: [web.example.com], gateways: [edge/public], http: [{route: [{destination: {host: [|hello.demo.example.com|]}}]}]")}
            """;

        AssertFindings(text, "VirtualService 'demo/web' routes to 'hello.demo.example.com', which its clients in namespace 'istio-ingress' do not see.");
        Assert.StartsWith("Only consumers see a global host", RuleSample.Parse(text).Check(new DestinationHostNotVisible())[0].Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hosts: [web]")]
    [InlineData("hosts: [web], exportTo: ['*']")]
    [InlineData("hosts: [web], exportTo: [payments]")]
    [InlineData("hosts: [web], exportTo: ['.'], gateways: [edge/unknown]")]
    [InlineData("hosts: [web], exportTo: ['.'], gateways: [mesh, edge/unknown]")]
    [InlineData("hosts: [web], exportTo: {a: b}")]
    public void Is_silent_where_a_client_sees_it_or_the_clients_are_not_told(string more) => AssertClean(
        Gateway
        + Istio("ServiceEntry", "bank", "payments", "hosts: [bank.example.com], exportTo: ['.']")
        + Route("host: bank.example.com", more));

    [Fact]
    public void Is_silent_for_hosts_that_are_not_there() => AssertClean(Route("host: bank.example.com", "hosts: [web], exportTo: ['.']"));

    [Fact]
    public void Is_silent_for_a_consumer_of_a_global_host() => AssertClean($"""
        # workspace
        # cluster: west
        {Istio("VirtualService", "web", "demo", "hosts: [hello.demo.example.com], exportTo: ['.'], http: [{route: [{destination: {host: hello.demo.example.com}}]}]")}
        """);
}
