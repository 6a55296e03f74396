using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioFieldUnknownTests : RuleTests<IstioFieldUnknown>
{
    [Fact]
    public void Reports_fields_of_every_depth_with_what_was_meant()
    {
        const string Text = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: catalog, namespace: shop}
            [|hosts|]: [catalog]
            spec:
              http:
              - route:
                - destination: {host: catalog, [|subsets|]: v1}
            """;
        AssertFindings(
            Text,
            "Unknown field 'hosts' in VirtualService 'shop/catalog'.",
            "Unknown field 'http[0].route[0].destination.subsets' in VirtualService 'shop/catalog'.");
        var findings = RuleSample.Parse(Text).Check(new IstioFieldUnknown());
        Assert.Equal("Write 'hosts' below 'spec'.", findings[0].Help);
        Assert.Null(findings[0].Fix);
        Assert.Equal("Did you mean 'subset'?", findings[1].Help);
        Assert.Equal("subset", Assert.Single(findings[1].Fix!.Edits).NewText);
    }

    [Fact]
    public void Reports_no_fix_where_the_right_field_is_written_too()
    {
        var finding = Assert.Single(RuleSample.Parse("""
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}, mtsl: {mode: STRICT}}
            """).Check(new IstioFieldUnknown()));
        Assert.Null(finding.Fix);
    }

    [Fact]
    public void Reports_a_place_once_that_two_clusters_share() => AssertFindings(
        """
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          network: east
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          manifests: [{path: apps/east}, {path: apps/shared}]
        # file: mesh/clusters/west.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec:
          version: "1.26"
          region: us-west-2
          network: west
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 198.51.100.10}]}
          manifests: [{path: apps/west}, {path: apps/shared}]
        # file: apps/shared/all.yaml
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {[|mtsl|]: {mode: STRICT}}
        """,
        "Unknown field 'mtsl' in PeerAuthentication 'shop/default'.");

    [Fact]
    public void Is_silent_on_what_a_schema_leaves_open() => AssertClean("""
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: a, namespace: shop, whatever: 1}
        spec:
          configPatches:
          - applyTo: CLUSTER
            patch: {operation: MERGE, value: {anything: {at: all}}}
        status: {anything: 1}
        ---
        apiVersion: networking.istio.io/v1
        kind: NoSuchKind
        metadata: {name: b, namespace: shop}
        unknown: 1
        """);
}
