using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SeveralInjectionLabelsTests : RuleTests<SeveralInjectionLabels>
{
    [Theory]
    [InlineData("enabled")]
    [InlineData("disabled")]
    public void Reports_the_revision_that_does_not_count(string injection) => AssertFindings(
        Namespace($"istio-injection: {injection}, istio.io/rev: [|\"1-24\"|]"),
        $"Namespace 'shop' has the label 'istio.io/rev: 1-24', which does not count beside 'istio-injection: {injection}'.");

    [Fact]
    public void Reports_it_for_a_member_of_a_cluster_without_a_revision() => AssertFindings(
        $"""
        # workspace
        # cluster: east
        {Namespace("istio-injection: enabled, istio.io/rev: [|canary|]", "demo")}
        """,
        "Namespace 'demo' has the label 'istio.io/rev: canary', which does not count beside 'istio-injection: enabled'.");

    [Theory]
    [InlineData("istio-injection: enabled")]
    [InlineData("istio.io/rev: stable")]
    [InlineData("team: web")]
    public void Is_silent_about_one_label(string label) => AssertClean(Namespace(label));
}
