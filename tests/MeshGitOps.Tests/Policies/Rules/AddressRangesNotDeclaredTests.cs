using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class AddressRangesNotDeclaredTests : RuleTests<AddressRangesNotDeclared>
{
    [Fact]
    public void Reports_a_range_of_virtual_addresses_that_pods_may_have() => AssertFindings(
        Workspace("198.18.0.0/16", "serviceCidrs: [10.1.0.0/16], ", "[|east|]"),
        "Cluster 'east' does not declare its pod ranges, which the virtual addresses of 198.18.0.0/16 could lie in.");

    [Fact]
    public void Is_silent_for_the_reserved_range_and_for_declared_ones()
    {
        AssertClean(Workspace("241.0.0.0/16", "", "east"));
        AssertClean(Workspace("198.18.0.0/16", "serviceCidrs: [10.1.0.0/16], podCidrs: [10.2.0.0/16], ", "east"));
    }

    private static string Workspace(string range, string ranges, string name) => $$"""
        # file: meshgitops.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Workspace
        metadata: {name: demo}
        spec: {specs: [mesh], virtualAddresses: {ipv4: {{range}} } }
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: {{name}}}
        spec:
          {version: "1.26", region: us-east-1, rootCertificate: corporate, {{ranges}}eastWestGateway: {addresses: [{address: 192.0.2.10}]}, manifests: [{path: apps/east}]}
        """;
}
