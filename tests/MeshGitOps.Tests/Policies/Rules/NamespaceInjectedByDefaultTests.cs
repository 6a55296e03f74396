using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class NamespaceInjectedByDefaultTests : RuleTests<NamespaceInjectedByDefault>
{
    private const string Message = "Namespace 'shop' is injected only because the installation of cluster 'east' injects every namespace.";

    [Theory]
    [InlineData("v1", "ConfigMap", "data: {values: '{\"sidecarInjectorWebhook\": {\"enableNamespacesByDefault\": true}}'}")]
    [InlineData("install.istio.io/v1alpha1", "IstioOperator", "spec: {values: {sidecarInjectorWebhook: {enableNamespacesByDefault: true}}}")]
    public void Reports_a_namespace_that_says_nothing(string apiVersion, string kind, string settings) =>
        AssertFindings(All(Installation(apiVersion, kind, settings), Namespace("", "[|shop|]"), Catalog()), Message);

    [Theory]
    [InlineData("v1", "ConfigMap", "data: {values: '{\"sidecarInjectorWebhook\": {\"enableNamespacesByDefault\": false}}'}")]
    [InlineData("v1", "ConfigMap", "data: {values: '{\"sidecarInjectorWebhook\": true'}")]
    [InlineData("v1", "ConfigMap", "data: {values: [1]}")]
    [InlineData("install.istio.io/v1alpha1", "IstioOperator", "spec: {values: {sidecarInjectorWebhook: [enableNamespacesByDefault]}}")]
    public void Is_silent_where_the_installation_does_not_inject_by_default(string apiVersion, string kind, string settings) =>
        AssertClean(All(Installation(apiVersion, kind, settings), Namespace(""), Catalog()));

    [Fact]
    public void Is_silent_where_the_namespace_says_it() => AssertClean(All(
        Installation("v1", "ConfigMap", "data: {values: '{\"sidecarInjectorWebhook\": {\"enableNamespacesByDefault\": true}}'}"),
        Namespace("istio-injection: disabled"),
        Catalog()));

    private static string Installation(string apiVersion, string kind, string settings) =>
        $$"""
        apiVersion: {{apiVersion}}
        kind: {{kind}}
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        {{settings}}
        """;
}
