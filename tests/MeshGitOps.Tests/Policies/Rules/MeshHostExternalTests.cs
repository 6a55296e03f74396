using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class MeshHostExternalTests : RuleTests<MeshHostExternal>
{
    [Fact]
    public void Reports_a_missing_location_at_the_name_with_a_fix()
    {
        var text = Entry("[|x|]", "resolution: STATIC", "{address: 192.0.2.99, ports: {http: 15443}}");

        AssertFindings(text, "ServiceEntry 'shop/x' has no 'location', so it is MESH_EXTERNAL, but dials the east-west gateway '192.0.2.99', which passes on mutual TLS of the mesh alone.");
        var finding = Assert.Single(RuleSample.Parse(text).Check(new MeshHostExternal()));
        Assert.Contains("location: MESH_INTERNAL", Assert.Single(finding.Fix!.Edits).NewText, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_another_port_of_a_gateway_of_the_fleet() => AssertFindings(
        """
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {port: 32443, addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # cluster: west

        """ + Entry("x", "location: [|MESH_EXTERNAL|]", "{address: 192.0.2.10, ports: {http: 32443}}"),
        "ServiceEntry 'shop/x' is MESH_EXTERNAL, but dials the east-west gateway '192.0.2.10', which passes on mutual TLS of the mesh alone.");

    [Theory]
    [InlineData("location: MESH_INTERNAL", "{address: 192.0.2.10, ports: {http: 15443}}")]
    [InlineData("location: MESH_EXTERNAL", "{address: 192.0.2.10, ports: {http: 443}}")]
    [InlineData("location: MESH_EXTERNAL", "{address: 192.0.2.10}")]
    [InlineData("location: MESH_EXTERNAL", "{address: 192.0.2.10, ports: [15443]}")]
    public void Is_silent_for_internal_hosts_and_other_ports(string spec, string endpoint) => AssertClean(Entry("x", spec, endpoint));

    private static string Entry(string name, string spec, string endpoint) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: {{name}}, namespace: shop}
        spec:
          hosts: [x.example.com]
          {{spec}}
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{{endpoint}}]
        """;
}
