using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SharedObjectWithoutPruneGuardTests : RuleTests<SharedObjectWithoutPruneGuard>
{
    [Theory]
    [InlineData("coredns")]
    [InlineData("kube-dns")]
    public void Reports_one_that_is_not_rendered_as_info(string name)
    {
        var text = Map($"[|{name}|]", "kube-system", "{}");

        AssertFindings(text, $"ConfigMap 'kube-system/{name}' belongs to the platform, but this manifest of it may be pruned.");
        Assert.Equal([Severity.Info], FindingSeverities.Of<SharedObjectWithoutPruneGuard>(text));
    }

    [Fact]
    public void Reports_one_that_is_rendered_as_well()
    {
        var text =
            """
            # workspace
            # file: mesh/clusters/west.yaml
            apiVersion: meshgitops.io/v1alpha1
            kind: Cluster
            metadata: {name: west}
            spec:
              version: "1.26"
              platform: aks
              region: us-west-2
              rootCertificate: corporate
              eastWestGateway: {addresses: [{address: 198.51.100.10}]}
              dns: {mode: Hosts}
              manifests: [{path: apps/west}]
            # cluster: west

            """ + Map("[|coredns-custom|]", "kube-system", "{}");

        AssertFindings(text, "ConfigMap 'kube-system/coredns-custom' is rendered for cluster 'west' as well, but this manifest of it may be pruned.");
        Assert.Equal([Severity.Warning], FindingSeverities.Of<SharedObjectWithoutPruneGuard>(text));
    }

    [Theory]
    [InlineData("coredns", "kube-system", "{argocd.argoproj.io/sync-options: 'ServerSideApply=true,Prune=false'}")]
    [InlineData("coredns", "kube-system", "{kustomize.toolkit.fluxcd.io/prune: disabled}")]
    [InlineData("coredns", "kube-system", "{helm.sh/resource-policy: keep}")]
    [InlineData("coredns", "shop", "{}")]
    [InlineData("settings", "kube-system", "{}")]
    public void Is_silent_for_guarded_and_other_objects(string name, string @namespace, string annotations) =>
        AssertClean(Map(name, @namespace, annotations));

    private static string Map(string name, string @namespace, string annotations) =>
        $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}}, namespace: {{@namespace}}, annotations: {{annotations}}}
        data: {a: b}
        """;
}
