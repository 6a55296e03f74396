using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DestinationHostUnknownTests : RuleTests<DestinationHostUnknown>
{
    [Fact]
    public void Reports_a_short_name_of_another_namespace()
    {
        var text = Service("web", "shop") + Service("cart", "other") + Route("host: [|cart|]");

        AssertFindings(text, "VirtualService 'shop/web' routes to 'cart', which the mesh does not have.");
        var finding = Assert.Single(RuleSample.Parse(text).Check(new DestinationHostUnknown()));
        Assert.Equal("Istio reads it as 'cart.shop.svc.cluster.local'. Did you mean 'cart.other.svc.cluster.local'?", finding.Help);
        Assert.Equal("a Service of that name is here", Assert.Single(finding.Related).Message);
        Assert.Null(finding.Fix);
    }

    [Theory]
    [InlineData("cart.other")]
    [InlineData("cart.other.svc")]
    public void Reports_a_name_that_only_DNS_completes(string host)
    {
        var text = Service("web", "shop") + Service("cart", "other") + Route($"host: [|{host}|]");

        AssertFindings(text, $"VirtualService 'shop/web' routes to '{host}', which the mesh does not have.");
        var finding = Assert.Single(RuleSample.Parse(text).Check(new DestinationHostUnknown()));
        Assert.Equal("Write 'cart.other.svc.cluster.local': Istio completes only names without a dot.", finding.Help);
        Assert.Equal(FixSafety.Safe, finding.Fix?.Safety);
        var edit = Assert.Single(finding.Fix!.Edits);
        Assert.Equal((host, "cart.other.svc.cluster.local"), (Sample.TextAt(edit.Location), edit.NewText));
    }

    [Fact]
    public void Reports_a_typo_and_a_mirror()
    {
        var text = Service("web", "shop") + Istio(
            "VirtualService",
            "web",
            "shop",
            "hosts: [web], http: [{route: [{destination: {host: [|wep|]}}], mirror: {host: [|gone|]}, mirrors: [{destination: {host: [|lost.shop.svc.cluster.local|]}}]}]");

        AssertFindings(
            text,
            "VirtualService 'shop/web' routes to 'wep', which the mesh does not have.",
            "VirtualService 'shop/web' mirrors to 'gone', which the mesh does not have.",
            "VirtualService 'shop/web' mirrors to 'lost.shop.svc.cluster.local', which the mesh does not have.");
        var findings = RuleSample.Parse(text).Check(new DestinationHostUnknown());
        Assert.Equal("Istio reads it as 'wep.shop.svc.cluster.local'. Did you mean 'web'?", findings[0].Help);
        Assert.Equal("Namespace 'shop' has no such Service in the manifests.", findings[2].Help);
    }

    [Theory]
    [InlineData("tls: [{match: [{sniHosts: [web]}], route: [{destination: {host: [|gone|]}}]}]")]
    [InlineData("tcp: [{route: [{destination: {host: [|gone|]}}]}]")]
    public void Reports_routes_of_every_protocol(string routes) => AssertFindings(
        Service("web", "shop") + Istio("VirtualService", "web", "shop", $"hosts: [web], {routes}"),
        "VirtualService 'shop/web' routes to 'gone', which the mesh does not have.");

    [Fact]
    public void Reports_a_service_of_another_cluster_with_its_global_host()
    {
        const string Text = """
            # workspace
            # cluster: west
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: web, namespace: demo}
            spec:
              hosts: [web.example.com]
              http: [{route: [{destination: {host: [|hello|]}}]}]
            """;

        AssertFindings(Text, "VirtualService 'demo/web' routes to 'hello', which the mesh in cluster 'west' does not have.");
        var finding = Assert.Single(RuleSample.Parse(Text).Check(new DestinationHostUnknown()));
        Assert.Equal(
            "Istio reads it as 'hello.demo.svc.cluster.local'. Clusters do not see each other's Services: route to the global host 'hello.demo.example.com'.",
            finding.Help);
        Assert.Equal("apps/east/hello.yaml", Assert.Single(finding.Related).Location.Path);
        Assert.Equal("cluster 'east' has it", finding.Related[0].Message);
    }

    [Theory]
    [InlineData("helo.demo.example.com", "Did you mean 'hello.demo.example.com'?")]
    [InlineData("something.demo.example.com", "No GlobalNamespace has such a host.")]
    public void Reports_a_host_under_the_domain_of_a_global_namespace(string host, string help)
    {
        var text = $"""
            # workspace
            # cluster: west
            {Istio("VirtualService", "web", "demo", $"hosts: [web.example.com], http: [{{route: [{{destination: {{host: [|{host}|]}}}}]}}]")}
            """;

        AssertFindings(text, $"VirtualService 'demo/web' routes to '{host}', which the mesh in cluster 'west' does not have.");
        Assert.Equal(help, RuleSample.Parse(text).Check(new DestinationHostUnknown())[0].Help);
    }

    [Fact]
    public void Reports_a_place_once_for_the_clusters_that_share_it()
    {
        var route = Istio("VirtualService", "web", "demo", "hosts: [web.example.com], http: [{route: [{destination: {host: [|gone.demo.svc.cluster.local|]}}]}]");
        var text = $"""
            # workspace
            # file: apps/shared/web.yaml
            {route}# file: mesh/clusters/east.yaml
            {RuleSampleFiles.Cluster("east", "us-east-1", "192.0.2.10").Replace("[{path: apps/east}]", "[{path: apps/east}, {path: apps/shared}]", StringComparison.Ordinal)}
            # file: mesh/clusters/west.yaml
            {RuleSampleFiles.Cluster("west", "us-west-2", "198.51.100.10").Replace("[{path: apps/west}]", "[{path: apps/west}, {path: apps/shared}]", StringComparison.Ordinal)}
            # file: apps/west/more.yaml
            {Service("more", "demo")}
            """;

        AssertFindings(text, "VirtualService 'demo/web' routes to 'gone.demo.svc.cluster.local', which the mesh in clusters 'east' and 'west' does not have.");
    }

    [Theory]
    [InlineData("host: web")]
    [InlineData("host: web.shop.svc.cluster.local")]
    [InlineData("host: cart.unseen.svc.cluster.local")]
    [InlineData("host: cart.unseen")]
    [InlineData("host: api.example.com")]
    [InlineData("host: kubernetes.default.svc.cluster.local")]
    [InlineData("host: '*.example.com'")]
    [InlineData("host: ''")]
    [InlineData("host: [gone]")]
    [InlineData("host: {name: gone}")]
    [InlineData("hst: gone")]
    public void Is_silent_for_what_is_there_or_cannot_be_told(string destination) =>
        AssertClean(Service("web", "shop") + Service("other", "default") + Route(destination));

    [Fact]
    public void Is_silent_without_any_Service_in_the_namespace() => AssertClean(Route("host: cart"));

    [Fact]
    public void Is_silent_for_hosts_of_ServiceEntries_and_wildcards() => AssertClean(
        Service("web", "shop")
        + Istio("ServiceEntry", "out", "other", "hosts: [api.example.com, '*.cdn.example.com', db], ports: [{number: 443, name: tls, protocol: TLS}]")
        + Istio(
            "VirtualService",
            "web",
            "shop",
            "hosts: [web], http: [{route: [{destination: {host: api.example.com}}, {destination: {host: a.cdn.example.com}}, {destination: {host: web}}]}]"));

    [Fact]
    public void Is_silent_for_clusters_that_are_joined_by_remote_secrets()
    {
        var join = (string name) => $"# file: mesh/clusters/{name}.yaml\n{RuleSampleFiles.Cluster(name, "us-" + name, "192.0.2.1" + name.Length).Replace("  network:", "  discovery: RemoteSecrets\n  network:", StringComparison.Ordinal)}\n";
        AssertClean($$$"""
            # workspace
            {{{join("east")}}}{{{join("north1")}}}# file: mesh/demo.yaml
            apiVersion: meshgitops.io/v1alpha1
            kind: GlobalNamespace
            metadata: {name: demo}
            spec:
              domain: demo.example.com
              members: [{clusters: {names: [west]}, namespaces: [demo]}]
            # cluster: north1
            {{{Service("own", "demo")}}}
            {{{Istio("VirtualService", "web", "demo", "hosts: [web.example.com], http: [{route: [{destination: {host: hello}}]}]")}}}
            """);
    }
}
