using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PortSharedWithoutAddressTests : RuleTests<PortSharedWithoutAddress>
{
    [Fact]
    public void Reports_a_second_TCP_host() => AssertFindings(
        Entry("a", "hosts: [a.example.com]", "5432", "TCP") + "---\n" + Entry("b", "hosts: [b.example.com]", "[|5432|]", "MONGO"),
        "ServiceEntry 'b/x' and ServiceEntry 'a/x' have no addresses, so TCP port 5432 of both is one listener.");

    [Fact]
    public void Reports_the_port_of_an_HTTP_Service() => AssertFindings(
        Entry("a", "hosts: [a.example.com]", "[|8080|]", "TCP") + "---\n" + Service("{name: http, port: 8080}", ""),
        "ServiceEntry 'a/x' has no address, so its TCP port 8080 is the listener of HTTP host 'catalog.shop.svc.cluster.local' as well.");

    [Fact]
    public void Reports_the_port_of_an_HTTP_ServiceEntry() => AssertFindings(
        Entry("b", "hosts: [b.example.com]\n  addresses: [198.51.100.7]", "8080", "GRPC") + "---\n" + Entry("a", "hosts: [a.example.com]", "[|8080|]", "TCP"),
        "ServiceEntry 'a/x' has no address, so its TCP port 8080 is the listener of HTTP host 'b.example.com' as well.");

    [Fact]
    public void Reports_the_port_of_a_global_host() => AssertFindings(
        "# workspace\n# cluster: west\n" + Entry("a", "hosts: [a.example.com]\n  resolution: NONE", "[|80|]", "TCP"),
        "ServiceEntry 'a/x' has no address, so its TCP port 80 is the listener of HTTP host 'hello.demo.example.com' as well.");

    [Fact]
    public void Is_silent_for_hosts_with_addresses_of_one_name_or_in_other_sight()
    {
        AssertClean(Entry("a", "hosts: [a.example.com]\n  addresses: [198.51.100.7]", "5432", "TCP") + "---\n" + Entry("b", "hosts: [b.example.com]", "5432", "TCP"));
        AssertClean(Entry("a", "hosts: [a.example.com]", "5432", "TCP") + "---\n" + Entry("b", "hosts: [a.example.com]", "5432", "TCP"));
        AssertClean(Entry("a", "hosts: [a.example.com]\n  exportTo: [.]", "5432", "TCP") + "---\n" + Entry("b", "hosts: [b.example.com]\n  exportTo: [.]", "5432", "TCP"));
        AssertClean(Entry("a", "hosts: [a.example.com]\n  exportTo: [.]", "8080", "TCP") + "---\n" + Service("{name: http, port: 8080}", "annotations: {networking.istio.io/exportTo: shop}"));
    }

    [Fact]
    public void Is_silent_for_other_protocols_and_for_addresses_from_Istio()
    {
        AssertClean(Entry("a", "hosts: [a.example.com]", "443", "TLS") + "---\n" + Entry("b", "hosts: [b.example.com]", "443", "HTTPS"));
        AssertClean(Entry("a", "hosts: [a.example.com]", "8080", "TCP") + "---\n" + Service("{name: tcp, port: 8080}", ""));
        AssertClean(Entry("a", "hosts: [a.example.com]", "x", "TCP") + "---\n" + Entry("b", "hosts: 1", "[1]", "TCP"));
        AssertClean("# workspace\n# cluster: west\n" + Entry("a", "hosts: [a.example.com]\n  resolution: DNS", "80", "TCP"));
    }

    private static string Entry(string @namespace, string spec, string port, string protocol) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: {{@namespace}}}
        spec:
          {{spec}}
          ports: [{number: {{port}}, name: x, protocol: {{protocol}}}]

        """;

    private static string Service(string port, string metadata) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: catalog
          namespace: shop
          {{metadata}}
        spec:
          ports: [{{port}}]
        """;
}
