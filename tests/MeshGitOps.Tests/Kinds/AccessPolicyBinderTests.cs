using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Matches;

namespace MeshGitOps.Tests.Kinds;

public sealed class AccessPolicyBinderTests
{
    private const string Header = "apiVersion: meshgitops.io/v1alpha1\nkind: AccessPolicy\nmetadata: {name: catalog}\n";
    private const string To = "to: {service: {name: catalog, namespace: shop}}";
    private const string Rest = "globalNamespace: {name: acme}, " + To + ", from: [{namespace: shop}]";

    [Fact]
    public void Binds_a_complete_document()
    {
        var policy = SpecText.BindCleanly(AccessPolicyBinder.Bind, CompleteDocuments.AccessPolicy);

        Assert.Equal(("books", null), (policy.GlobalNamespace!.Value, policy.Clusters));
        Assert.Equal((AccessTargetKind.Service, "bookstore", "bookstore"), (policy.To.Kind, policy.To.Reference.Namespace.Value, policy.To.Reference.Name.Value));
        Assert.Equal("bookbuyer", Assert.IsType<ServiceAccountSource>(policy.From[0]).Reference.Name.Value);
        Assert.Equal("tools", Assert.IsType<NamespaceSource>(policy.From[1]).Namespace.Value);
        Assert.Equal("acme", Assert.IsType<GlobalNamespaceSource>(policy.From[2]).GlobalNamespace.Value);
        Assert.Equal(["GET", "POST"], policy.Rules[0].Methods.Select(method => method.Value));
        Assert.Equal((TextMatchKind.Exact, "/buy"), (policy.Rules[0].Path!.Kind, policy.Rules[0].Path!.Text.Value));
        Assert.Equal(
            [("client-app", TextMatchKind.Regex, "book.*"), ("X-Group", TextMatchKind.Prefix, "be")],
            policy.Rules[0].Headers.Select(header => (header.Name.Value, header.Value.Kind, header.Value.Text.Value)));
        Assert.Equal((null, TextMatchKind.Prefix), (policy.Rules[1].Name, policy.Rules[1].Path!.Kind));
        Assert.Equal([14001, 80], policy.Ports.Select(port => port.Value));
        Assert.Equal(AccessAction.Deny, policy.Action);
    }

    [Fact]
    public void Takes_the_least_that_is_needed()
    {
        var policy = SpecText.BindCleanly(
            AccessPolicyBinder.Bind,
            Header + "spec: {clusters: {names: [east]}, to: {serviceAccount: {name: catalog, namespace: shop}}, from: [{namespace: shop}]}");

        Assert.Equal("east", Assert.Single(policy.Clusters!.Names).Value);
        Assert.Equal(AccessTargetKind.ServiceAccount, policy.To.Kind);
        Assert.Equal((AccessAction.Allow, true, true), (policy.Action, policy.Rules.IsEmpty, policy.Ports.IsEmpty));
    }

    [Theory]
    [InlineData("[|spec|]: {" + To + ", from: [{namespace: shop}]}", "AccessPolicy 'catalog' does not say where it counts.")]
    [InlineData("spec: {" + Rest + ", [|clusters|]: {names: [east]}}", "AccessPolicy 'catalog' counts in a GlobalNamespace, and in clusters by themselves too.")]
    [InlineData("spec: {globalNamespace: {name: acme}, [|to|]: {}, from: [{namespace: shop}]}", "Field 'to' must have exactly 1 entry, but has 0.")]
    [InlineData("spec: {" + Rest + ", rules: [{path: {exact: [|buy|]}}]}", "Field 'rules[0].path.exact' must match '^/', but is 'buy'.")]
    [InlineData("spec: {" + Rest + ", rules: [{methods: [[|get|]]}]}", "Field 'rules[0].methods[0]' must be one of 'CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE', but is 'get'.")]
    [InlineData("spec: {" + Rest + ", rules: [{headers: {[|'x y'|]: {exact: a}}}]}", "Key 'rules[0].headers.x y' must be the name of an HTTP header.")]
    [InlineData("spec: {" + Rest + ", rules: [{name: a, methods: [GET]}, {name: [|a|], methods: [PUT]}]}", "The rule 'a' is listed twice.")]
    [InlineData("spec: {" + Rest + ", ports: [[|0x9999999999999999999950|]]}", "Field 'ports[0]' must be at most 65535, but is 0x9999999999999999999950.")]
    [InlineData("spec: {" + Rest + ", ports: [[|0o7777777777777777777777777|]]}", "Field 'ports[0]' must be at most 65535, but is 0o7777777777777777777777777.")]
    public void Reports(string spec, string message) => SpecText.AssertFindings(AccessPolicyBinder.Bind, Header + spec, message);
}
