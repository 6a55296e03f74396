using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class InjectionRequestIgnoredTests : RuleTests<InjectionRequestIgnored>
{
    [Fact]
    public void Reports_the_label_in_a_namespace_that_refuses_sidecars() => AssertFindings(
        All(Namespace("istio-injection: disabled"), Catalog(", sidecar.istio.io/inject: [|\"true\"|]")),
        "Deployment 'shop/catalog' asks for a sidecar, but namespace 'shop' refuses it.");

    [Fact]
    public void Reports_the_label_on_the_network_of_the_node() => AssertFindings(
        All(Namespace("istio-injection: enabled"), Catalog(", sidecar.istio.io/inject: [|\"true\"|]", "", "hostNetwork: true")),
        "Deployment 'shop/catalog' asks for a sidecar, but uses the network of its node and gets none.");

    [Theory]
    [InlineData("team: web")]
    [InlineData("istio-injection: disabled")]
    public void Reports_an_annotation_which_cannot_ask(string labels) => AssertFindings(
        All(Namespace(labels), Catalog("", "sidecar.istio.io/inject: [|\"true\"|]")),
        "Deployment 'shop/catalog' asks for a sidecar with an annotation, which Istio reads only where the namespace is injected.");

    [Theory]
    [InlineData("team: web", ", sidecar.istio.io/inject: \"true\"", "")]
    [InlineData("istio-injection: enabled", "", "sidecar.istio.io/inject: \"true\"")]
    [InlineData("istio-injection: disabled", ", sidecar.istio.io/inject: \"false\"", "")]
    [InlineData("istio-injection: disabled", "", "")]
    public void Is_silent_where_the_request_counts_or_there_is_none(string labels, string podLabels, string podAnnotations) =>
        AssertClean(All(Namespace(labels), Catalog(podLabels, podAnnotations)));

    [Fact]
    public void Is_silent_where_nothing_tells_about_the_namespace() =>
        AssertClean(Catalog("", "sidecar.istio.io/inject: \"true\""));
}
