using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class NamespaceWithoutInjectionLabelTests : RuleTests<NamespaceWithoutInjectionLabel>
{
    private const string Message = "Namespace 'shop' has workloads, but no label that says whether they get sidecars.";

    [Fact]
    public void Reports_a_namespace_with_other_labels() =>
        AssertFindings(All(Namespace("team: web", "[|shop|]"), Catalog()), Message);

    [Fact]
    public void Reports_a_namespace_beside_those_of_a_mesh() => AssertFindings(
        $"""
        # workspace
        # cluster: east
        {All(Namespace("", "[|shop|]"), Catalog())}
        """,
        Message);

    [Theory]
    [InlineData("istio-injection: enabled")]
    [InlineData("istio-injection: disabled")]
    [InlineData("istio.io/rev: stable")]
    [InlineData("istio.io/dataplane-mode: ambient")]
    public void Is_silent_where_a_label_says_it(string label) => AssertClean(All(Namespace(label), Catalog()));

    [Theory]
    [InlineData(", sidecar.istio.io/inject: \"true\"", "")]
    [InlineData(", istio.io/rev: stable", "")]
    [InlineData("", "hostNetwork: true")]
    public void Is_silent_where_every_workload_says_it_itself(string labels, string podSpec) =>
        AssertClean(All(Namespace(""), Catalog(labels, "", podSpec)));

    [Fact]
    public void Is_silent_about_namespaces_without_workloads_and_those_of_the_system() => AssertClean(All(
        Namespace(""),
        Namespace("", "kube-system"),
        Deployment("catalog", @namespace: "kube-system"),
        Namespace("", "istio-system"),
        Deployment("istiod", @namespace: "istio-system")));

    [Fact]
    public void Is_silent_where_the_installation_injects_by_default() => AssertClean(All(
        Namespace(""),
        Catalog(),
        """
        apiVersion: install.istio.io/v1alpha1
        kind: IstioOperator
        metadata: {name: istio, namespace: istio-system}
        spec: {values: {sidecarInjectorWebhook: {enableNamespacesByDefault: true}}}
        """));
}
