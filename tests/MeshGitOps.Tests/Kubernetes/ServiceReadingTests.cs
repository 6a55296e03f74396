using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Tests.Kubernetes;

public sealed class ServiceReadingTests
{
    [Fact]
    public void Reads_a_service()
    {
        var service = Assert.Single(InventoryReading.Clean("""
            apiVersion: v1
            kind: Service
            metadata: {name: catalog, labels: {tier: backend}}
            spec:
              type: LoadBalancer
              clusterIP: None
              ports:
              - {name: http, port: 80, targetPort: web, protocol: TCP, appProtocol: http, nodePort: 30080}
              - {name: dns, port: 80, protocol: UDP, targetPort: 5353}
              selector: {app: catalog}
            status: {loadBalancer: {ingress: [{ip: 192.0.2.1}, {hostname: lb.example.com}]}}
            """).Services);

        Assert.Equal(new ServiceKey("default", "catalog"), service.Key);
        Assert.Equal("catalog", Yaml.YamlTree.Underlined(service.Location));
        Assert.Equal("LoadBalancer", Yaml.YamlTree.Underlined(service.TypeLocation));
        Assert.Equal(KubernetesServiceType.LoadBalancer, service.Type);
        Assert.True(service.IsHeadless);
        Assert.Equal("catalog", service.Selector["app"]);
        Assert.Equal("backend", service.Labels["tier"]);
        Assert.Equal(["192.0.2.1", "lb.example.com"], service.LoadBalancerAddresses.Select(address => address.Value));
        Assert.Equal(
            ["http 80/TCP http web 30080", "dns 80/UDP  5353 "],
            service.Ports.Select(port => $"{port.Name} {port.Number}/{port.TransportProtocol} {port.AppProtocol} {port.TargetPort} {port.NodePort}"));
        Assert.Equal("http", Yaml.YamlTree.Underlined(service.Ports[0].Location));
    }

    [Fact]
    public void A_small_service_has_the_defaults_of_kubernetes()
    {
        var service = Assert.Single(InventoryReading.Clean("{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {ports: [{port: 27017}]}}").Services);

        Assert.Equal(KubernetesServiceType.ClusterIP, service.Type);
        Assert.False(service.IsHeadless);
        Assert.Empty(service.Selector);
        var port = Assert.Single(service.Ports);
        Assert.Equal((27017, null, "TCP", null), (port.Number, port.Name, port.TransportProtocol, port.TargetPort));
        Assert.Equal("{port: 27017}", Yaml.YamlTree.Underlined(port.Location));
        Assert.Equal("db", Yaml.YamlTree.Underlined(service.TypeLocation));
    }

    [Fact]
    public void Reports_fields_of_the_wrong_type() => InventoryReading.Marked(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: catalog
          labels: {version: [|1.0|], on: [|yes|], fine: "1.0"}
        spec:
          ports: [{port: [|http|]}, [|80|]]
          selector: [|[app]|]
        status: [|none|]
        """,
        "Field 'metadata.labels.version' must be a string, but is the number '1.0'.",
        "Field 'metadata.labels.on' must be a string, but is 'yes', which Kubernetes reads as a boolean.",
        "Field 'spec.ports[0].port' must be an integer, but is the string 'http'.",
        "Field 'spec.ports[1]' must be a mapping, but is the number '80'.",
        "Field 'spec.selector' must be a mapping, but is a list.",
        "Field 'status' must be a mapping, but is the string 'none'.");

    [Fact]
    public void Reports_invalid_ports()
    {
        var inventory = InventoryReading.Marked(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: catalog}
            spec:
              type: [|Balancer|]
              ports:
              - {name: a, port: [|0|]}
              - {name: b, port: [|70000|]}
              - {name: c, port: 80, targetPort: [|99999|]}
              - {name: [|D_d|], port: 81, protocol: [|HTTP|]}
              - [|{name: e}|]
            """,
            "Field 'spec.type' must be ClusterIP, NodePort, LoadBalancer or ExternalName, but is 'Balancer'.",
            "Field 'spec.ports[0].port' must be from 1 to 65535, but is 0.",
            "Field 'spec.ports[1].port' must be from 1 to 65535, but is 70000.",
            "Field 'spec.ports[2].targetPort' must be from 1 to 65535, but is 99999.",
            "Field 'spec.ports[3].name' must be a DNS label, but is 'D_d'.",
            "Field 'spec.ports[3].protocol' must be TCP, UDP or SCTP, but is 'HTTP'.",
            "Field 'spec.ports[4].port' is missing.");

        Assert.Equal([80, 81], Assert.Single(inventory.Services).Ports.Select(port => port.Number));
    }

    [Fact]
    public void Reports_ports_that_stand_twice_or_lack_a_name()
    {
        var inventory = InventoryReading.Marked(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: catalog}
            spec:
              ports:
              - {name: a, port: 80}
              - {name: [|a|], port: 81}
              - {name: [|b|], port: 80}
              - {name: c, port: 80, protocol: UDP}
              - [|{port: 90}|]
            """,
            "The port name 'a' stands in this Service already.",
            "The port 80/TCP stands in this Service already.",
            "A port of a Service with several ports must have a name.");

        Assert.Equal([80, 80, 90], Assert.Single(inventory.Services).Ports.Select(port => port.Number));
    }

    [Theory]
    [InlineData("metadata: {name: [|Catalog|]}", "Field 'metadata.name' must be a DNS label: lower-case letters, digits and '-', at most 63, but is 'Catalog'.")]
    [InlineData("metadata: {name: [|a.b|]}", "Field 'metadata.name' must be a DNS label: lower-case letters, digits and '-', at most 63, but is 'a.b'.")]
    [InlineData("metadata: {name: [|'{{ .x }}'|]}", "Field 'metadata.name' must be a DNS label: lower-case letters, digits and '-', at most 63, but is '{{ .x }}'.")]
    [InlineData("metadata: {name: [|12|]}", "Field 'metadata.name' must be a string, but is the number '12'.")]
    [InlineData("metadata: [|{}|]", "This Service has no 'metadata.name'.")]
    [InlineData("metadata: [|catalog|]", "Field 'metadata' must be a mapping, but is the string 'catalog'.")]
    [InlineData("metadata: {name: a, namespace: [|B|]}", "Field 'metadata.namespace' must be a DNS label: lower-case letters, digits and '-', at most 63, but is 'B'.")]
    [InlineData("metadata: {name: a, namespace: [|[b]|]}", "Field 'metadata.namespace' must be a string, but is a list.")]
    public void Reports_a_name_that_kubernetes_refuses(string metadata, string message) =>
        Assert.Empty(InventoryReading.Marked($"apiVersion: v1\nkind: Service\n{metadata}\n", message).Services);
}
