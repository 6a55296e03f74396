using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class EndpointWithoutLocalityTests : RuleTests<EndpointWithoutLocality>
{
    [Fact]
    public void Reports_each_endpoint_without_a_region() => AssertFindings(
        Entry("{address: 192.0.2.1, locality: us-east1/a}, {address: [|192.0.2.2|]}, {address: 192.0.2.3, locality: [|/zone|]}"),
        "Endpoint '192.0.2.2' of ServiceEntry 'shop/x' has no region, but others have one.",
        "Endpoint '192.0.2.3' of ServiceEntry 'shop/x' has no region, but others have one.");

    [Theory]
    [InlineData("{address: 192.0.2.1}, {address: 192.0.2.2}")]
    [InlineData("{address: 192.0.2.1, locality: /zone}, {address: 192.0.2.2}")]
    [InlineData("{address: 192.0.2.1, locality: us-east1}, {address: 192.0.2.2, labels: {istio-locality: us-east1.a}}")]
    [InlineData("{address: 192.0.2.1, locality: us-east1}, text")]
    public void Is_silent_where_all_or_none_have_one(string endpoints) => AssertClean(Entry(endpoints));

    private static string Entry(string endpoints) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          endpoints: [{{endpoints}}]
        """;
}
