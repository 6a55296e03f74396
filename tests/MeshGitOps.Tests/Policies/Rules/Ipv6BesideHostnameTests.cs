using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class Ipv6BesideHostnameTests : RuleTests<Ipv6BesideHostname>
{
    [Fact]
    public void Reports_each_IPv6_address() => AssertFindings(
        Entry("DNS", "{address: [|\"2001:db8::1\"|]}, {address: gateway.example.com}, {address: 192.0.2.1}, {address: [|\"2001:db8::2\"|]}"),
        "Endpoint '2001:db8::1' of ServiceEntry 'shop/x' is an IPv6 address beside the hostname 'gateway.example.com', which Envoy refuses.",
        "Endpoint '2001:db8::2' of ServiceEntry 'shop/x' is an IPv6 address beside the hostname 'gateway.example.com', which Envoy refuses.");

    [Theory]
    [InlineData("STATIC", "{address: \"2001:db8::1\"}, {address: gateway.example.com}")]
    [InlineData("DNS", "{address: \"2001:db8::1\"}, {address: 192.0.2.1}")]
    [InlineData("DNS", "{address: gateway.example.com}, {address: 192.0.2.1}, {}, 7")]
    public void Is_silent_for_one_kind_of_endpoints(string resolution, string endpoints) => AssertClean(Entry(resolution, endpoints));

    private static string Entry(string resolution, string endpoints) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          resolution: {{resolution}}
          endpoints: [{{endpoints}}]
        """;
}
