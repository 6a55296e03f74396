using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GatewayApiBelowMinimumTests : RuleTests<GatewayApiBelowMinimum>
{
    [Fact]
    public void Reports_a_bundle_that_is_too_old() => AssertFindings(
        Definition("grpcroutes", "[|v1.0.0-rc1|]"),
        "The definition 'grpcroutes.gateway.networking.k8s.io' is of the bundle 'v1.0.0-rc1', but Istio asks for v1.1.0 at least.");

    [Fact]
    public void Reports_what_a_later_release_asks_for() => AssertFindings(
        Fleet("1.30") + Definition("tlsroutes", "[|v1.4.0|]"),
        "The definition 'tlsroutes.gateway.networking.k8s.io' is of the bundle 'v1.4.0', but Istio asks for v1.5.0 at least.");

    [Fact]
    public void Is_silent_on_newer_bundles_other_kinds_and_older_releases()
    {
        AssertClean(Definition("grpcroutes", "v1.1.0"));
        AssertClean(Definition("httproutes", "v0.1.0"));
        AssertClean(Definition("grpcroutes", "unknown"));
        AssertClean(Definition("tlsroutes", "v1.4.0"));
        AssertClean(Fleet("1.26") + Definition("tlsroutes", "v1.4.0"));
    }

    private static string Definition(string plural, string bundle) =>
        $"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: {plural}.gateway.networking.k8s.io, annotations: {{gateway.networking.k8s.io/bundle-version: {bundle}}}}}";

    private static string Fleet(string release) => $$"""
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
        # file: apps/east/crds.yaml

        """;
}
