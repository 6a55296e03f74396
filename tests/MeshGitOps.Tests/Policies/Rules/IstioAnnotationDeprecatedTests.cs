using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioAnnotationDeprecatedTests : RuleTests<IstioAnnotationDeprecated>
{
    [Fact]
    public void Reports_what_takes_its_place()
    {
        var finding = Assert.Single(RuleSample.Parse(Pod("traffic.sidecar.istio.io/kubevirtInterfaces", "")).Check(new IstioAnnotationDeprecated()));
        Assert.Equal("The annotation 'traffic.sidecar.istio.io/kubevirtInterfaces' of Pod 'shop/catalog' is deprecated.", finding.Message);
        Assert.Equal("Write 'istio.io/reroute-virtual-interfaces'.", finding.Help);
        AssertSeverity("Info", Pod("sidecar.istio.io/inject", ""));
    }

    [Fact]
    public void Is_silent_beside_the_label_that_took_its_place()
    {
        AssertClean(Pod("sidecar.istio.io/inject", "labels: {sidecar.istio.io/inject: 'true'}, "));
        AssertClean(Pod("sidecar.istio.io/logLevel", ""));
    }

    private static string Pod(string annotation, string labels) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: catalog, namespace: shop, {labels}annotations: {{{annotation}: 'true'}}}}";
}
