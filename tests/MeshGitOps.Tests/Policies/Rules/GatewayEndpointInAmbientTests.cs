using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GatewayEndpointInAmbientTests : RuleTests<GatewayEndpointInAmbient>
{
    [Theory]
    [InlineData("exportTo: ['*']")]
    [InlineData("exportTo: [shop]")]
    [InlineData("resolution: STATIC")]
    public void Reports_an_entry_in_sight_of_ambient_pods(string spec) => AssertFindings(
        Sample("[|x|]", spec, "15443"),
        "ServiceEntry 'web/x' dials the east-west gateway '192.0.2.10', which pods in ambient mode such as those of namespace 'shop' cannot use.");

    [Theory]
    [InlineData("exportTo: [.]", "15443")]
    [InlineData("exportTo: [shop]", "443")]
    public void Is_silent_for_others(string spec, string port) => AssertClean(Sample("x", spec, port));

    [Fact]
    public void Is_silent_without_ambient_namespaces() =>
        AssertClean(Sample("x", "exportTo: [shop]", "15443").Replace("ambient", "none", StringComparison.Ordinal));

    private static string Sample(string name, string spec, string port) =>
        $$$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: {{{name}}}, namespace: web}
        spec:
          hosts: [x.example.com]
          {{{spec}}}
          location: MESH_INTERNAL
          endpoints: [{address: 192.0.2.10, ports: {http: {{{port}}}}}]
        """;
}
