using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class AddressOfTwoHostsTests : RuleTests<AddressOfTwoHosts>
{
    [Theory]
    [InlineData("{number: 80, name: a, protocol: TCP}", "{number: 80, name: b, protocol: HTTP}", "198.51.100.7")]
    [InlineData("{number: 80, name: a, protocol: HTTP}", "{number: 80, name: b, protocol: TLS}", "198.51.100.7")]
    [InlineData("{number: 81, name: a, protocol: TCP}, {number: 80, name: c, protocol: mongo}", "{number: 80, name: b, protocol: TCP}", "198.51.100.7/32")]
    public void Reports_hosts_that_only_an_address_tells_apart(string one, string two, string address) => AssertFindings(
        Two(one, two, "b.example.com", $"[|{address}|]"),
        "ServiceEntry 'b/two' has the address '198.51.100.7' of ServiceEntry 'a/one', so connections to port 80 of the one arrive at the other.");

    [Theory]
    [InlineData("{number: 80, name: a, protocol: HTTP}", "{number: 80, name: b, protocol: GRPC}", "b.example.com", "198.51.100.7")]
    [InlineData("{number: 443, name: a, protocol: TLS}", "{number: 443, name: b, protocol: HTTPS}", "b.example.com", "198.51.100.7")]
    [InlineData("{number: 80, name: a, protocol: TCP}", "{number: 81, name: b, protocol: TCP}", "b.example.com", "198.51.100.7")]
    [InlineData("{number: 80, name: a, protocol: TCP}", "{number: 80, name: b, protocol: TCP}", "a.example.com", "198.51.100.7")]
    [InlineData("{number: 80, name: a, protocol: TCP}", "{number: 80, name: b, protocol: TCP}", "b.example.com", "198.51.100.0/24")]
    [InlineData("{number: 80, name: a, protocol: TCP}", "{number: 80, name: b}", "b.example.com", "198.51.100.7")]
    [InlineData("{number: x, protocol: TCP}", "{number: [80], protocol: TCP}", "b.example.com", "not an address")]
    public void Is_silent_for_hosts_that_are_told_apart(string one, string two, string host, string address) =>
        AssertClean(Two(one, two, host, address));

    [Fact]
    public void Is_silent_where_no_namespace_sees_both() => AssertClean(
        Two("{number: 80, name: a, protocol: TCP}", "{number: 80, name: b, protocol: TCP}", "b.example.com", "198.51.100.7").Replace("resolution", "exportTo: [.]\n  resolution", StringComparison.Ordinal));

    [Theory]
    [InlineData("exportTo: ['*']", true)]
    [InlineData("exportTo: [demo]", true)]
    [InlineData("exportTo: [.]", false)]
    public void Reports_the_virtual_address_of_a_global_host(string exportTo, bool isFound)
    {
        const string Text =
            """
            # workspace
            # file: mesh/hello.yaml
            apiVersion: meshgitops.io/v1alpha1
            kind: GlobalService
            metadata: {name: hello}
            spec: {globalNamespace: {name: demo}, service: {namespace: demo, name: hello}, virtualAddress: 240.0.7.7}
            # cluster: west
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: other, namespace: else}
            spec:
              hosts: [other.example.com]
              EXPORT
              addresses: [[|240.0.7.7|]]
              ports: [{number: 9, name: http, protocol: HTTP}]
            """;
        var text = Text.Replace("EXPORT", exportTo, StringComparison.Ordinal);

        if (isFound)
        {
            AssertFindings(text, "ServiceEntry 'else/other' has the address '240.0.7.7', which is the virtual address of global host 'hello.demo.example.com'.");
        }
        else
        {
            AssertClean(text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
        }

        AssertClean(text.Replace("other.example.com", "hello.demo.example.com", StringComparison.Ordinal).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
    }

    private static string Two(string one, string two, string host, string address) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: one, namespace: a}
        spec:
          hosts: [a.example.com]
          addresses: [198.51.100.7]
          resolution: DNS
          ports: [{{one}}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: two, namespace: b}
        spec:
          hosts: [{{host}}]
          addresses: [{{address}}]
          resolution: DNS
          ports: [{{two}}]
        """;
}
