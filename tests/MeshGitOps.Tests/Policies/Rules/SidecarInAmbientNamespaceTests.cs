using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SidecarInAmbientNamespaceTests : RuleTests<SidecarInAmbientNamespace>
{
    [Fact]
    public void Reports_a_Sidecar_of_workloads_without_one() => AssertFindings(
        Sample("ambient", "[|x|]", "shop", "'false'"),
        "Sidecar 'shop/x' has no effect, because the pods of namespace 'shop' are in ambient mode.");

    [Theory]
    [InlineData("none", "shop", "'false'")]
    [InlineData("ambient", "elsewhere", "'false'")]
    [InlineData("ambient", "shop", "'true'")]
    public void Is_silent_where_pods_have_a_sidecar(string mode, string @namespace, string inject) =>
        AssertClean(Sample(mode, "x", @namespace, inject));

    private static string Sample(string mode, string name, string @namespace, string inject) =>
        $$$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio.io/dataplane-mode: {{{mode}}}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {sidecar.istio.io/inject: {{{inject}}}}}
        spec: {containers: [{name: web}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}}}
        spec:
          egress: [{hosts: ["./*"]}]
        """;
}
