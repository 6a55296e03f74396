using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Smi;

namespace MeshGitOps.Tests.Kinds;

public sealed class SmiBinderTests
{
    private const string Target = "apiVersion: access.smi-spec.io/v1alpha3\nkind: TrafficTarget\nmetadata: {name: catalog, namespace: shop}\n";
    private const string Destination = "destination: {kind: ServiceAccount, name: catalog, namespace: shop}";
    private const string Sources = "sources: [{kind: ServiceAccount, name: cart, namespace: shop}]";
    private const string Rules = "rules: [{kind: HTTPRouteGroup, name: catalog}]";
    private const string Group = "apiVersion: specs.smi-spec.io/v1alpha4\nkind: HTTPRouteGroup\nmetadata: {name: catalog, namespace: shop}\n";
    private const string Route = "apiVersion: specs.smi-spec.io/v1alpha4\nkind: TCPRoute\nmetadata: {name: catalog, namespace: shop}\n";

    [Fact]
    public void Binds_a_complete_TrafficTarget()
    {
        var target = SpecText.BindCleanly(SmiBinder.BindTrafficTarget, CompleteDocuments.TrafficTarget);

        Assert.Equal("bookstore/bookstore", target.Metadata.Key);
        Assert.Equal(("bookstore", "bookstore"), (target.Destination.Namespace.Value, target.Destination.Name.Value));
        Assert.Equal(["bookbuyer/bookbuyer", "tools/tools"], target.Sources.Select(source => $"{source.Namespace}/{source.Name}"));
        Assert.Equal(
            [(SpecKinds.HttpRouteGroup, "bookstore-routes", 1), (SpecKinds.HttpRouteGroup, "more-routes", 0)],
            target.Rules.Select(rule => (rule.Kind, rule.Name.Value, rule.Matches.Length)));
    }

    [Fact]
    public void Binds_a_complete_HTTPRouteGroup()
    {
        var group = SpecText.BindCleanly(SmiBinder.BindHttpRouteGroup, CompleteDocuments.HttpRouteGroup);

        Assert.Equal(["buy-a-book", "books-bought"], group.Matches.Select(match => match.Name!.Value));
        Assert.Equal((".*a-book.*new", 2), (group.Matches[0].Path!.Text.Value, group.Matches[0].Methods.Length));
        Assert.Equal((null, 0), (group.Matches[1].Path, group.Matches[1].Methods.Length));
        Assert.Equal(
            [("user-agent", ".*-http-client/*.*"), ("Client-App", "bookbuyer")],
            group.Matches[1].Headers.Select(header => (header.Name.Value, header.Value.Text.Value)));
    }

    [Fact]
    public void Binds_a_TCPRoute_with_and_without_ports()
    {
        Assert.Equal([3306, 80], SpecText.BindCleanly(SmiBinder.BindTcpRoute, CompleteDocuments.TcpRoute).Ports.Select(port => port.Value));
        Assert.Empty(SpecText.BindCleanly(SmiBinder.BindTcpRoute, Route + "spec: {}").Ports);
    }

    [Theory]
    [InlineData("spec: {destination: {kind: ServiceAccount, name: catalog, namespace: [|store|]}, " + Sources + ", " + Rules + "}", "TrafficTarget 'catalog' is in namespace 'shop', but what it lets callers into is in namespace 'store'.")]
    [InlineData("spec: {destination: {kind: [|Service|], name: catalog, namespace: shop}, " + Sources + ", " + Rules + "}", "Field 'destination.kind' must be 'ServiceAccount', but is 'Service'.")]
    [InlineData("spec: {" + Destination + ", sources: [{kind: [|Group|], name: cart, namespace: shop}], " + Rules + "}", "Field 'sources[0].kind' must be 'ServiceAccount', but is 'Group'.")]
    [InlineData("spec: {" + Destination + ", " + Sources + ", rules: [{kind: [|UDPRoute|], name: a}]}", "Field 'rules[0].kind' must be one of 'HTTPRouteGroup', 'TCPRoute', but is 'UDPRoute'.")]
    [InlineData("spec: {" + Destination + ", [|sources|]: [], " + Rules + "}", "Field 'sources' must have at least 1 entry, but has 0.")]
    [InlineData("spec: {" + Destination + ", [|source|]: [], " + Sources + ", " + Rules + "}", "Unknown field 'source' in TrafficTarget 'catalog'.")]
    public void Reports_of_a_TrafficTarget(string spec, string message) => SpecText.AssertFindings(SmiBinder.BindTrafficTarget, Target + spec, message);

    [Theory]
    [InlineData("spec: {[|matches|]: []}", "Field 'matches' must have at least 1 entry, but has 0.")]
    [InlineData("spec: {matches: [{name: a, methods: [[|get|]]}]}", "Field 'matches[0].methods[0]' must be one of '*', 'CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE', but is 'get'.")]
    [InlineData("spec: {matches: [{name: a}, {name: [|a|]}]}", "The match 'a' is listed twice.")]
    [InlineData("spec: {matches: [{name: a, headers: [{X-A: a}, {[|x-a|]: b}]}]}", "The header 'x-a' is listed twice.")]
    public void Reports_of_a_HTTPRouteGroup(string spec, string message) => SpecText.AssertFindings(SmiBinder.BindHttpRouteGroup, Group + spec, message);

    [Theory]
    [InlineData("spec: {matches: {ports: [[|0|]]}}", "Field 'matches.ports[0]' must be at least 1, but is 0.")]
    public void Reports_of_a_TCPRoute(string spec, string message) => SpecText.AssertFindings(SmiBinder.BindTcpRoute, Route + spec, message);
}
