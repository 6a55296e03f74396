using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServiceEntryAddressReservedTests : RuleTests<ServiceEntryAddressReserved>
{
    [Theory]
    [InlineData("0.1.2.3", "'this network' (0.0.0.0/8), to which nothing connects", Severity.Error)]
    [InlineData("127.0.0.5", "loopback (127.0.0.0/8), which no sidecar redirects", Severity.Error)]
    [InlineData("127.255.0.0/16", "loopback (127.0.0.0/8), which no sidecar redirects", Severity.Error)]
    [InlineData("224.0.0.1", "multicast (224.0.0.0/4), which has no connections", Severity.Error)]
    [InlineData("240.240.3.4", "Istio's own addresses (240.240.0.0/16), which it gives to entries without one", Severity.Warning)]
    public void Reports_an_address_that_nobody_may_take(string address, string owner, Severity severity)
    {
        var text = Entry(address, "");

        AssertFindings(text, $"Address '{address}' of ServiceEntry 'shop/x' belongs to {owner}.");
        Assert.Equal([severity], FindingSeverities.Of<ServiceEntryAddressReserved>(text));
    }

    [Theory]
    [InlineData("10.44.0.9", "the pods of cluster 'west' (10.44.0.0/16)")]
    [InlineData("10.45.0.0/24", "the Services of cluster 'west' (10.45.0.0/16)")]
    [InlineData("240.1.2.3", "the virtual addresses of global hosts (240.0.0.0/10)")]
    public void Reports_an_address_of_the_cluster_as_a_warning(string address, string owner)
    {
        var text = Entry(address, Workspace);

        AssertFindings(text, $"Address '{address}' of ServiceEntry 'shop/x' belongs to {owner}.");
        Assert.Equal([Severity.Warning], FindingSeverities.Of<ServiceEntryAddressReserved>(text));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0/0")]
    [InlineData("240.0.0.0/4")]
    [InlineData("203.0.113.9")]
    [InlineData("2001:db8::1")]
    [InlineData("not an address")]
    [InlineData("10.99.0.9")]
    public void Is_silent_for_other_addresses(string address)
    {
        AssertClean(Entry(address, "").Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
        AssertClean(Entry(address, Workspace).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
    }

    private const string Workspace =
        """
        # workspace
        # file: mesh/clusters/west.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec:
          version: "1.26"
          region: us-west-2
          rootCertificate: corporate
          podCidrs: [10.44.0.0/16]
          serviceCidrs: [10.45.0.0/16]
          eastWestGateway: {addresses: [{address: 198.51.100.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/west}]

        """;

    private static string Entry(string address, string before) =>
        $$"""
        {{before}}# cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          addresses: ["[|{{address}}|]"]
          resolution: STATIC
          ports: [{number: 3000, name: http, protocol: HTTP}]
        """.Replace("\"[|", "[|\"", StringComparison.Ordinal).Replace("|]\"", "\"|]", StringComparison.Ordinal);
}
