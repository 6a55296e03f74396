using MeshGitOps.Policies.Rules.Specs;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class GatewayAddressPrivateTests : RuleTests<GatewayAddressPrivate>
{
    [Theory]
    [InlineData("172.16.0.9")]
    [InlineData("192.168.7.1")]
    [InlineData("100.64.0.1")]
    [InlineData("fd00::1")]
    public void Reports_an_address_that_only_its_own_network_routes(string address) => AssertFindings(
        Cluster($"[|\"{address}\"|]", "east"),
        $"The gateway of cluster 'east' has the private address '{address}', which clusters of other networks may not reach.");

    [Theory]
    [InlineData("172.32.0.9", "east")]
    [InlineData("2001:db8::1", "east")]
    [InlineData("gateway.example.com", "east")]
    [InlineData("10.0.0.1", "west")]
    public void Is_silent_for_public_addresses_names_and_one_network(string address, string network) =>
        AssertClean(Cluster($"\"{address}\"", network));

    private static string Cluster(string address, string network) => $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          network: {{network}}
          eastWestGateway: {addresses: [{address: {{address}}}]}
          manifests: [{path: apps/east}]
        """;
}
