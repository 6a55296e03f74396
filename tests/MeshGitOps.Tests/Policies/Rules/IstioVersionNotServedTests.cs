using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioVersionNotServedTests : RuleTests<IstioVersionNotServed>
{
    [Fact]
    public void Reports_a_version_that_the_kind_does_not_have()
    {
        const string Text = "apiVersion: [|security.istio.io/v1alpha1|]\nkind: PeerAuthentication\nmetadata: {name: a, namespace: shop}";
        AssertFindings(Text, "PeerAuthentication 'shop/a' has the version 'v1alpha1', which PeerAuthentication does not have.");
        var finding = Assert.Single(RuleSample.Parse(Text).Check(new IstioVersionNotServed()));
        Assert.Equal("security.istio.io/v1", Assert.Single(finding.Fix!.Edits).NewText);
    }

    [Fact]
    public void Reports_v1_in_a_cluster_with_an_older_release()
    {
        var text = Fleet("1.21.3", "[|networking.istio.io/v1|]");
        AssertFindings(text, "ServiceEntry 'demo/pay' has the version 'v1', which Istio 1.21.3 of cluster 'east' does not serve.");
        var finding = Assert.Single(RuleSample.Parse(text).Check(new IstioVersionNotServed()));
        Assert.Equal("networking.istio.io/v1beta1", Assert.Single(finding.Fix!.Edits).NewText);
    }

    [Fact]
    public void Is_silent_where_the_release_serves_the_version()
    {
        AssertClean(Fleet("1.22", "networking.istio.io/v1"));
        AssertClean(Fleet("1.21", "networking.istio.io/v1beta1"));
        AssertClean("apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: a, namespace: shop}");
        AssertClean("apiVersion: networking.istio.io/v9\nkind: NoSuchKind\nmetadata: {name: a, namespace: shop}");
    }

    private static string Fleet(string release, string version) => $$"""
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "{{release}}"
          region: us-east-1
          network: east
          rootCertificate: corporate
          podCidrs: [10.1.0.0/16]
          serviceCidrs: [10.2.0.0/16]
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # file: apps/east/entry.yaml
        apiVersion: {{version}}
        kind: ServiceEntry
        metadata: {name: pay, namespace: demo}
        spec: {hosts: [pay.example.com]}
        """;
}
