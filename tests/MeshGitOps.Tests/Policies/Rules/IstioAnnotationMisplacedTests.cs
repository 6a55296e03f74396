using MeshGitOps.Policies;
using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioAnnotationMisplacedTests : RuleTests<IstioAnnotationMisplaced>
{
    [Fact]
    public void Reports_an_annotation_of_pods_on_a_namespace() => AssertFindings(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {[|sidecar.istio.io/inject|]: 'true'}}",
        "The annotation 'sidecar.istio.io/inject' has no effect on Namespace 'shop': Istio reads it on a Pod.");

    [Fact]
    public void Reports_an_annotation_of_services_on_pods() => AssertFindings(
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: report, namespace: shop}
        spec:
          jobTemplate:
            spec:
              template:
                metadata:
                  annotations: {[|networking.istio.io/exportTo|]: ., proxy.istio.io/config: "concurrency: 2"}
        """,
        "The annotation 'networking.istio.io/exportTo' has no effect on the pods of CronJob 'shop/report': Istio reads it on a Service.");

    [Fact]
    public void Reports_the_template_as_the_right_place()
    {
        var finding = Assert.Single(RuleSample.Parse(new IstioAnnotationMisplaced().Example.FindingText).Check(RuleCatalog.Find("istio-annotation-misplaced")!));
        Assert.Equal("Write it in 'spec.template.metadata.annotations'.", finding.Help);
    }

    [Fact]
    public void Is_silent_on_kinds_of_others_and_annotations_for_all() => AssertClean("""
        apiVersion: example.com/v1
        kind: Application
        metadata: {name: a, namespace: shop, annotations: {sidecar.istio.io/inject: "true"}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, annotations: {galley.istio.io/analyze-suppress: IST0102, sidecar.istio.io/unknown: a}}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: a, namespace: shop, annotations: {networking.istio.io/service-type: ClusterIP}}
        """);
}
