using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PeerAuthenticationInvalidTests : RuleTests<PeerAuthenticationInvalid>
{
    private const string Name = "PeerAuthentication 'shop/default'";

    [Theory]
    [InlineData("")]
    [InlineData("selector: {matchLabels: {}}, ")]
    public void Reports_ports_without_a_selector(string selector)
    {
        var text = Policy($"{{{selector}[|portLevelMtls|]: {{8080: {{mode: DISABLE}}}}}}");
        if (selector.Length == 0)
        {
            AssertFindings(text, $"{Name} has 'portLevelMtls', but no selector: ports are those of certain workloads.");
            return;
        }

        AssertFindings(
            text.Replace("{matchLabels: {}}", "[|{matchLabels: {}}|]", StringComparison.Ordinal),
            $"The selector of {Name} has no labels, so it selects every pod of the namespace.",
            $"{Name} has 'portLevelMtls', but no selector: ports are those of certain workloads.");
    }

    [Fact]
    public void Reports_a_port_out_of_range() => AssertFindings(
        Policy("{selector: {matchLabels: {app: a}}, portLevelMtls: {[|0|]: {mode: DISABLE}, [|65536|]: {mode: DISABLE}, [|http|]: {mode: DISABLE}, 8080: {mode: DISABLE}}}"),
        $"'0' in 'portLevelMtls' of {Name} is no port from 1 to 65535.",
        $"'65536' in 'portLevelMtls' of {Name} is no port from 1 to 65535.",
        $"'http' in 'portLevelMtls' of {Name} is no port from 1 to 65535.");

    [Fact]
    public void Reports_a_wildcard_in_the_selector() => AssertFindings(
        Policy("""{selector: {matchLabels: {app: [|"a*"|]}}}"""),
        $"The selector of {Name} has a wildcard in the label 'app'.");

    [Fact]
    public void Is_silent_on_a_mode_alone()
    {
        AssertClean(Policy("{mtls: {mode: STRICT}}"));
        AssertClean(Policy("{portLevelMtls: {}}"));
    }

    private static string Policy(string spec) =>
        $"apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {{name: default, namespace: shop}}\nspec: {spec}";
}
