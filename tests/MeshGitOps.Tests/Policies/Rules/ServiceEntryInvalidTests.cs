using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServiceEntryInvalidTests : RuleTests<ServiceEntryInvalid>
{
    private const string Name = "ServiceEntry 'shop/payments'";

    [Fact]
    public void Reports_a_host_that_is_a_wildcard_alone() =>
        AssertFindings(Entry("""hosts: [[|"*"|]]"""), $"{Name} has the host '*', which would stand for every name.");

    [Fact]
    public void Reports_a_wildcard_that_is_not_the_first_label() => AssertFindings(
        Entry("hosts: [[|api.*.example.com|], [|api*.example.com|], [|-a.example.com|]]"),
        $"'api.*.example.com' in the hosts of {Name} is no host name.",
        $"'api*.example.com' in the hosts of {Name} is no host name.",
        $"'-a.example.com' in the hosts of {Name} is no host name.");

    [Fact]
    public void Reports_a_partial_wildcard_as_a_warning()
    {
        AssertFindings(
            Entry("""hosts: [[|"*-api.example.com"|], "*.example.com"]"""),
            $"The wildcard of host '*-api.example.com' in {Name} is only a part of a label, which not every proxy matches.");
        AssertClean(Entry("""{hosts: ["*-api.example.com"], resolution: DYNAMIC_DNS, ports: [{name: tls, number: 443, protocol: TLS}]}"""));
        AssertSeverity("Warning", Entry("""hosts: ["*-api.example.com"]"""));
    }

    [Fact]
    public void Reports_endpoints_beside_a_workload_selector() => AssertFindings(
        Entry("""
            hosts: [pay.example.com]
            resolution: STATIC
            workloadSelector: {labels: {app: pay}}
            [|endpoints|]: [{address: 192.0.2.1}]
            """),
        $"{Name} has both 'endpoints' and a 'workloadSelector', which exclude each other.");

    [Fact]
    public void Reports_an_empty_selector_as_a_warning()
    {
        AssertFindings(
            Entry("{hosts: [pay.example.com], workloadSelector: [|{}|]}"),
            $"The selector of {Name} has no labels, so it selects every pod of the namespace.");
        AssertSeverity("Warning", Entry("{hosts: [pay.example.com], workloadSelector: {labels: {}}}"));
    }

    [Fact]
    public void Reports_a_wildcard_in_a_selector() => AssertFindings(
        Entry("""{hosts: [pay.example.com], workloadSelector: {labels: {app: [|"pay*"|], [|"x*"|]: y, z: z}}}"""),
        $"The selector of {Name} has a wildcard in the label 'app'.",
        $"The selector of {Name} has a wildcard in the label 'x*'.");

    [Fact]
    public void Reports_an_address_that_is_neither_an_ip_nor_a_range() => AssertFindings(
        Entry("{hosts: [pay.example.com], addresses: [192.0.2.1, 192.0.2.9/24, 2001:db8::/32, [|pay.example.com|], [|192.0.2.0/33|]]}"),
        $"'pay.example.com' in the addresses of {Name} is neither an IP address nor a range in CIDR form.",
        $"'192.0.2.0/33' in the addresses of {Name} is neither an IP address nor a range in CIDR form.");

    [Theory]
    [InlineData("DNS")]
    [InlineData("DNS_ROUND_ROBIN")]
    public void Reports_a_range_with_a_resolution_that_takes_addresses_only(string resolution)
    {
        AssertFindings(
            Entry($"{{hosts: [pay.example.com], resolution: {resolution}, addresses: [[|192.0.2.0/24|]]}}"),
            $"{Name} has the address range '192.0.2.0/24', but the resolution '{resolution}' takes single addresses only.");
        AssertClean(Entry("{hosts: [pay.example.com], resolution: STATIC, addresses: [192.0.2.0/24]}"));
        AssertClean(Entry("{hosts: [pay.example.com], addresses: [192.0.2.0/24]}"));
    }

    [Fact]
    public void Reports_a_port_name_or_number_that_stands_twice() => AssertFindings(
        Entry("""
            hosts: [pay.example.com]
            ports:
            - {name: http, number: 80, protocol: HTTP}
            - {name: [|http|], number: 81, protocol: HTTP}
            - {name: web, number: [|80|], protocol: HTTP}
            """),
        $"{Name} has two ports with the name 'http'.",
        $"{Name} has two ports with the number 80.");

    [Fact]
    public void Reports_a_port_name_that_is_no_dns_label() => AssertFindings(
        Entry($"{{hosts: [pay.example.com], ports: [{{name: [|http_web|], number: 80, protocol: HTTP}}, {{name: [|{new string('a', 64)}|], number: 81, protocol: HTTP}}]}}"),
        $"The port name 'http_web' of {Name} is no DNS label.",
        $"The port name '{new string('a', 64)}' of {Name} is no DNS label.");

    [Fact]
    public void Reports_a_port_number_out_of_range() => AssertFindings(
        Entry("{hosts: [pay.example.com], ports: [{name: http, number: [|0|], protocol: HTTP}, {name: web, number: [|65536|], protocol: HTTP}]}"),
        $"Field 'number' of a port of {Name} must be from 1 to 65535, but is 0.",
        $"Field 'number' of a port of {Name} must be from 1 to 65535, but is 65536.");

    [Fact]
    public void Reports_a_target_port_out_of_range() => AssertFindings(
        Entry("{hosts: [pay.example.com], ports: [{name: http, number: 80, protocol: HTTP, targetPort: [|70000|]}, {name: web, number: 81, protocol: HTTP, targetPort: 0}]}"),
        $"Field 'targetPort' of a port of {Name} must be from 1 to 65535, but is 70000.");

    [Fact]
    public void Reports_an_unknown_protocol()
    {
        AssertFindings(
            Entry("{hosts: [pay.example.com], ports: [{name: web, number: 80, protocol: [|HTTP3|]}, {name: b, number: 81, protocol: grpc-web}]}"),
            $"{Name} has a port with the unknown protocol 'HTTP3'.");
        AssertClean(Entry("{hosts: [pay.example.com], ports: [{name: web, number: 80}, {name: b, number: 81, protocol: ''}]}"));
    }

    [Fact]
    public void Reports_endpoints_of_the_resolution_none() => AssertFindings(
        Entry("{hosts: [pay.example.com], [|endpoints|]: [{address: 192.0.2.1}]}"),
        $"{Name} has endpoints, but with the resolution NONE connections go where the client sends them.");

    [Fact]
    public void Reports_a_static_endpoint_with_a_name() => AssertFindings(
        Entry("{hosts: [pay.example.com], resolution: STATIC, endpoints: [{address: 192.0.2.1}, {address: [|pay.example.net|]}]}"),
        $"The endpoint 'pay.example.net' of {Name} is no IP address, which the resolution STATIC asks for.");

    [Fact]
    public void Reports_a_socket_that_is_no_absolute_file_or_has_ports()
    {
        AssertFindings(
            Entry("{hosts: [pay.example.com], resolution: STATIC, endpoints: [{address: [|unix://app.sock|]}, {address: [|unix:///run/|]}]}"),
            $"The socket 'unix://app.sock' of {Name} is no absolute path of a file.",
            $"The socket 'unix:///run/' of {Name} is no absolute path of a file.");
        AssertFindings(
            Entry("{hosts: [pay.example.com], resolution: STATIC, ports: [{name: http, number: 80, protocol: HTTP}], endpoints: [{address: unix:///run/app.sock, [|ports|]: {http: 80}}]}"),
            $"An endpoint of {Name} that is a Unix socket has ports.");
        AssertClean(Entry("""{hosts: [pay.example.com], resolution: STATIC, endpoints: [{address: "unix://@app"}, {address: unix:///run/app.sock}]}"""));
    }

    [Theory]
    [InlineData("STATIC")]
    [InlineData("DNS")]
    public void Reports_an_endpoint_port_that_the_entry_does_not_have(string resolution) => AssertFindings(
        Entry($"{{hosts: [pay.example.com], resolution: {resolution}, ports: [{{name: http, number: 80, protocol: HTTP}}], endpoints: [{{address: 192.0.2.1, ports: {{http: 8080, [|web|]: 8081}}}}]}}"),
        $"An endpoint of {Name} has the port 'web', which is none of the entry's ports.");

    [Fact]
    public void Reports_an_endpoint_without_an_address() => AssertFindings(
        Entry("{hosts: [pay.example.com], resolution: STATIC, endpoints: [[|{labels: {a: b}}|], {network: west}]}"),
        $"An endpoint of {Name} has no 'address'.");

    [Theory]
    [InlineData("DNS")]
    [InlineData("DNS_ROUND_ROBIN")]
    public void Reports_a_wildcard_that_nobody_can_look_up(string resolution)
    {
        AssertFindings(
            Entry($$"""{hosts: [[|"*.example.com"|]], resolution: {{resolution}}}"""),
            $"{Name} has the wildcard host '*.example.com', which the resolution '{resolution}' cannot look up.");
        AssertClean(Entry($$"""{hosts: ["*.example.com"], resolution: {{resolution}}, endpoints: [{address: pay.example.net}]}"""));
    }

    [Fact]
    public void Reports_several_endpoints_of_the_resolution_dns_round_robin()
    {
        AssertFindings(
            Entry("{hosts: [pay.example.com], resolution: DNS_ROUND_ROBIN, endpoints: [{address: a.example.net}, [|{address: b.example.net}|]]}"),
            $"{Name} has 2 endpoints, but the resolution DNS_ROUND_ROBIN takes one at most.");
        AssertClean(Entry("{hosts: [pay.example.com], resolution: DNS, endpoints: [{address: a.example.net}, {address: b.example.net}]}"));
    }

    [Fact]
    public void Reports_a_dns_endpoint_that_is_neither_a_name_nor_an_ip() => AssertFindings(
        Entry("""{hosts: [pay.example.com], resolution: DNS, endpoints: [{address: [|"https://pay.example.net"|]}, {address: pay.example.net.}, {address: 192.0.2.1}, {address: [|10.20.30|]}]}"""),
        $"The endpoint 'https://pay.example.net' of {Name} is no host name and no IP address.",
        $"The endpoint '10.20.30' of {Name} is no host name and no IP address.");

    [Fact]
    public void Reports_what_dynamic_dns_does_not_take() => AssertFindings(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: payments, namespace: shop, labels: {istio.io/use-waypoint: waypoint}}
        spec:
          hosts: ["*.example.com", [|pay.example.com|]]
          resolution: DYNAMIC_DNS
          location: [|MESH_INTERNAL|]
          [|addresses|]: [192.0.2.1]
          [|endpoints|]: [{address: 192.0.2.1}]
          ports:
          - {name: tls, number: 443, protocol: TLS}
          - {name: mongo, number: 27017, protocol: [|MONGO|]}
        """,
        $"{Name} has the host 'pay.example.com', but the resolution DYNAMIC_DNS takes wildcards only.",
        $"{Name} is MESH_INTERNAL behind a waypoint, where the resolution DYNAMIC_DNS takes MESH_EXTERNAL only.",
        $"{Name} has addresses, but with the resolution DYNAMIC_DNS the proxy looks every name up.",
        $"{Name} has endpoints, but with the resolution DYNAMIC_DNS the proxy looks every name up.",
        $"{Name} has a port with the protocol 'MONGO', but the resolution DYNAMIC_DNS needs the host name that HTTP, HTTP2, GRPC and TLS carry.");

    [Fact]
    public void Reports_several_hosts_behind_a_port_without_host_names()
    {
        AssertFindings(
            Entry("{hosts: [a.example.com, b.example.com], resolution: DNS, ports: [{name: tls, number: 443, protocol: TLS}, {name: tcp, number: 9000, protocol: [|TCP|]}]}"),
            $"{Name} has 2 hosts, but the protocol 'TCP' does not say which of them a connection is for.");
        AssertFindings(
            Entry("{hosts: [a.example.com, b.example.com], resolution: DNS, ports: [{name: [|web|], number: 9000}]}"),
            $"{Name} has 2 hosts, but the protocol of this port, which is not written, does not say which of them a connection is for.");
        AssertClean(Entry("{hosts: [a.example.com, b.example.com], resolution: NONE, ports: [{name: tcp, number: 9000, protocol: TCP}]}"));
        AssertClean(Entry("{hosts: [a.example.com, b.example.com], resolution: DNS, ports: [{name: tls, number: 443, protocol: TLS}, {name: http, number: 80, protocol: HTTP}]}"));
    }

    [Fact]
    public void Reports_a_place_once_that_two_clusters_share() => AssertFindings(
        $"# cluster: east\n{Entry("hosts: [[|'*'|]]")}\n# cluster: west\n{Entry("hosts: [pay.example.com]")}",
        $"{Name} has the host '*', which would stand for every name.");

    [Fact]
    public void Is_silent_where_fields_have_the_wrong_type()
    {
        AssertClean(Entry("{hosts: 1, addresses: {}, ports: [1], endpoints: {a: 1}, resolution: [], workloadSelector: [], exportTo: 3}"));
        AssertClean(Entry("{hosts: [[]], ports: [{name: [], number: x, protocol: {}}], resolution: STATIC, endpoints: [{address: [], ports: []}, 5]}"));
        AssertClean("apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: payments, namespace: shop}\nspec: 5");
    }

    private static string Entry(string spec) =>
        $"apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {{name: payments, namespace: shop}}\nspec:\n  {spec.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal)}";
}
