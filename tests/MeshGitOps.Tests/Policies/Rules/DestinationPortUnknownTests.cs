using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DestinationPortUnknownTests : RuleTests<DestinationPortUnknown>
{
    [Fact]
    public void Reports_a_port_of_the_container()
    {
        var text = Service("web", "shop", "{name: http, port: 80, targetPort: 8080}, {name: http-a, port: 81}") + Route("host: web, port: {number: [|8080|]}");

        AssertFindings(text, "VirtualService 'shop/web' routes to 'web' at port 8080, which that host does not have.");
        Assert.Equal("It has 80, 81.", RuleSample.Parse(text).Check(new DestinationPortUnknown())[0].Help);
    }

    [Fact]
    public void Reports_a_port_that_a_ServiceEntry_lacks_for_a_mirror() => AssertFindings(
        Service("web", "shop")
        + Istio("ServiceEntry", "out", "shop", "hosts: ['*.example.com'], ports: [{number: 443, name: tls, protocol: TLS}]")
        + Istio("VirtualService", "web", "shop", "hosts: [web], http: [{route: [{destination: {host: web}}], mirror: {host: a.example.com, port: {number: [|80|]}}}]"),
        "VirtualService 'shop/web' mirrors to 'a.example.com' at port 80, which that host does not have.");

    [Fact]
    public void Reports_a_port_that_the_global_host_lacks() => AssertFindings(
        $"""
        # workspace
        # cluster: west
        {Istio("VirtualService", "web", "demo", "hosts: [web.example.com], http: [{route: [{destination: {host: hello.demo.example.com, port: {number: [|8080|]}}}]}]")}
        """,
        "VirtualService 'demo/web' routes to 'hello.demo.example.com' at port 8080, which that host in cluster 'west' does not have.");

    [Theory]
    [InlineData("host: web, port: {number: 80}")]
    [InlineData("host: web")]
    [InlineData("host: web, port: 8080")]
    [InlineData("host: web, port: {number: '8080'}")]
    [InlineData("host: web, port: {name: http}")]
    [InlineData("host: gone, port: {number: 8080}")]
    [InlineData("host: alias, port: {number: 8080}")]
    public void Is_silent_for_its_own_ports_and_what_is_not_known(string destination) => AssertClean(
        Service("web", "shop")
        + "apiVersion: v1\nkind: Service\nmetadata: {name: alias, namespace: shop}\nspec: {type: ExternalName, externalName: example.com}\n---\n"
        + Route(destination));

    [Fact]
    public void Is_silent_where_one_of_two_entries_has_the_port() => AssertClean(
        Istio("ServiceEntry", "a", "shop", "hosts: [a.example.com], ports: [{number: 443, name: tls, protocol: TLS}]")
        + Istio("ServiceEntry", "b", "shop", "hosts: [a.example.com], ports: [{number: 80, name: http, protocol: HTTP}]")
        + Route("host: a.example.com, port: {number: 80}"));
}
