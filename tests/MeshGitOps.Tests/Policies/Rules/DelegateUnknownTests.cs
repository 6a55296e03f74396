using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DelegateUnknownTests : RuleTests<DelegateUnknown>
{
    private static string Root(string to, string @namespace = "edge") =>
        Istio("VirtualService", "root", @namespace, $"hosts: [a.example.com], http: [{{delegate: {{{to}}}}}]");

    private static string Target(string more) => Istio("VirtualService", "cart", "shop", $"{more}http: [{{route: []}}]");

    [Theory]
    [InlineData("hosts: [cart], ", "has hosts of its own")]
    [InlineData("exportTo: ['.', other], ", "is not exported to namespace 'edge'")]
    public void Reports_one_that_cannot_take_routes(string more, string problem) => AssertFindings(
        Root("[|name|]: cart, namespace: shop") + Target(more),
        $"VirtualService 'edge/root' delegates to VirtualService 'shop/cart', which {problem}.");

    [Fact]
    public void Reports_one_that_delegates_itself() => AssertFindings(
        Root("[|name|]: middle") + Istio("VirtualService", "middle", "edge", "http: [{delegate: {name: last, namespace: unseen}}]"),
        "VirtualService 'edge/root' delegates to VirtualService 'edge/middle', which delegates itself.");

    [Theory]
    [InlineData("[|name|]: gone", "edge/gone")]
    [InlineData("[|name|]: gone, namespace: shop", "shop/gone")]
    public void Reports_one_that_is_not_there(string to, string key) => AssertFindings(
        Root(to) + Target(""),
        $"VirtualService 'edge/root' delegates to VirtualService '{key}', which the manifests do not have.");

    [Theory]
    [InlineData("name: cart, namespace: shop", "")]
    [InlineData("name: cart, namespace: shop", "exportTo: [edge], ")]
    [InlineData("name: cart, namespace: unseen", "")]
    [InlineData("name: [cart], namespace: shop", "hosts: [cart], ")]
    [InlineData("namespace: shop", "hosts: [cart], ")]
    public void Is_silent_for_a_delegate_that_is_right_or_not_known(string to, string more) => AssertClean(Root(to) + Target(more));
}
