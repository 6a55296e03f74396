using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioAnnotationUnknownTests : RuleTests<IstioAnnotationUnknown>
{
    [Fact]
    public void Reports_a_misspelt_annotation_with_its_fix()
    {
        var finding = Assert.Single(RuleSample.Parse(Pod("sidecar.istio.io/injct")).Check(new IstioAnnotationUnknown()));
        Assert.Equal("Istio knows no annotation 'sidecar.istio.io/injct', which stands on Pod 'shop/catalog'.", finding.Message);
        Assert.Equal("sidecar.istio.io/inject", Assert.Single(finding.Fix!.Edits).NewText);
        AssertSeverity("Warning", Pod("sidecar.istio.io/injct"));
    }

    [Fact]
    public void Reports_one_without_a_near_name_for_information()
    {
        AssertFindings(
            Pod("[|experimental.istio.io/something-quite-new|]"),
            "Istio knows no annotation 'experimental.istio.io/something-quite-new', which stands on Pod 'shop/catalog'.");
        AssertSeverity("Info", Pod("experimental.istio.io/something-quite-new"));
    }

    [Fact]
    public void Is_silent_on_known_internal_and_foreign_annotations()
    {
        AssertClean(Pod("sidecar.istio.io/inject"));
        AssertClean(Pod("internal.istio.io/parents"));
        AssertClean(Pod("example.com/istio.io/a"));
        AssertClean(Pod("notistio.io/a"));
    }

    private static string Pod(string annotation) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: catalog, namespace: shop, annotations: {{{annotation}: 'a'}}}}";
}
