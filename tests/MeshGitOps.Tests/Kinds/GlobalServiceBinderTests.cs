using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Tests.Kinds;

public sealed class GlobalServiceBinderTests
{
    private const string Header = """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: catalog}

        """;

    private const string Required = "globalNamespace: {name: acme}, service: {name: catalog, namespace: default}";

    [Fact]
    public void Binds_a_complete_document()
    {
        var service = SpecText.BindCleanly(GlobalServiceBinder.Bind, CompleteDocuments.GlobalService);

        Assert.Equal("acme", service.GlobalNamespace.Value);
        Assert.Equal("default", service.Service.Namespace.Value);
        Assert.Equal("catalog", service.Service.Name.Value);
        Assert.Equal(
            [("aws-west", ServingState.Serving), ("aws-east", ServingState.Draining)],
            service.Clusters.Select(cluster => (cluster.Name.Value, cluster.State)));
        var backend = Assert.Single(service.Backends);
        Assert.Equal(("gke", "shop", "catalog-v2"), (backend.Cluster.Value, backend.Service.Namespace.Value, backend.Service.Name.Value));
        Assert.Equal(["products.acme.example.com"], service.Aliases.Select(alias => alias.Value));
        Assert.Equal("240.0.1.7", service.VirtualAddress!.Value);
        var port = Assert.Single(service.Ports);
        Assert.Equal(("http-catalog", 8082, 8080, "HTTP"), (port.Name!.Value, port.Number.Value, port.TargetPort!.Value, port.Protocol!.Value));
        Assert.Equal("catalog", service.Selector!["app"]);
        Assert.Equal(["catalog"], service.ServiceAccounts.Select(account => account.Value));
        Assert.Equal(["shop", "tools"], service.Consumers.Select(consumer => consumer.Namespace.Value));
        Assert.Equal("aws-west", Assert.Single(service.Consumers[0].Clusters!.Names).Value);
        Assert.Null(service.Consumers[1].Clusters);
        Assert.True(service.ReplicatedBackend!.Value);
        var exception = Assert.Single(service.PortLevelMtls);
        Assert.Equal((8443, MtlsMode.Disable), (exception.Port.Value, exception.Mode.Value));
        Assert.False(service.Failover!.Enabled!.Value);
        Assert.Equal(100, service.CircuitBreaker!.MaxConnections!.Value);
        Assert.Equal(50, service.CircuitBreaker.MaxPendingRequests!.Value);
        Assert.Equal(0, service.CircuitBreaker.MaxRequestsPerConnection!.Value);
        Assert.Equal("5s", service.CircuitBreaker.OutlierDetection!.Interval!.Value);
    }

    [Fact]
    public void Takes_the_least_that_is_needed()
    {
        var service = SpecText.BindCleanly(GlobalServiceBinder.Bind, Header + $"spec: {{{Required}}}");

        Assert.Empty(service.Clusters);
        Assert.Null(service.Selector);
        Assert.Null(service.CircuitBreaker);
    }

    [Theory]
    [InlineData("spec: {globalNamespace: [|acme|], service: {name: catalog, namespace: default}}", "Field 'globalNamespace' must be a mapping, but is the string 'acme'.")]
    [InlineData("spec: {globalNamespace: {name: acme}, [|service|]: {name: catalog}}", "Field 'service.namespace' is missing in GlobalService 'catalog'.")]
    [InlineData("spec: {" + Required + ", clusters: [{name: a}, {name: [|a|]}]}", "The cluster 'a' is listed twice.")]
    [InlineData("spec: {" + Required + ", clusters: [{name: a, state: [|Drained|]}]}", "Field 'clusters[0].state' must be one of 'Serving', 'Draining', but is 'Drained'.")]
    [InlineData("spec: {" + Required + ", ports: [{number: 80}, {number: [|80|]}]}", "The port '80' is listed twice.")]
    [InlineData("spec: {" + Required + ", ports: [{number: 80, name: a}, {number: 81, name: [|a|]}]}", "The port name 'a' is listed twice.")]
    [InlineData("spec: {" + Required + ", ports: [{number: 80, protocol: [|http|]}]}", "Field 'ports[0].protocol' must be one of 'HTTP', 'HTTPS', 'HTTP2', 'GRPC', 'GRPC-WEB', 'TCP', 'TLS', 'MONGO', 'MYSQL', 'REDIS', but is 'http'.")]
    [InlineData("spec: {" + Required + ", ports: [{number: [|0|]}]}", "Field 'ports[0].number' must be at least 1, but is 0.")]
    [InlineData("spec: {" + Required + ", mtls: {portLevel: {[|https|]: DISABLE}}}", "Key 'mtls.portLevel.https' must be a port from 1 to 65535.")]
    [InlineData("spec: {" + Required + ", mtls: {portLevel: {'8443': [|DISABLED|]}}}", "Field 'mtls.portLevel.8443' must be one of 'STRICT', 'PERMISSIVE', 'DISABLE', but is 'DISABLED'.")]
    [InlineData("spec: {" + Required + ", virtualAddress: [|240.0.1.256|]}", "Field 'virtualAddress' must be an IPv4 address, but is '240.0.1.256'.")]
    [InlineData("spec: {" + Required + ", selector: {[|-app|]: a}}", "Key 'selector.-app' must be a label key (an optional prefix 'example.com/' and a name of at most 63 characters).")]
    [InlineData("spec: {" + Required + ", selector: {app: [|1|]}}", "Field 'selector.app' must be a string, but is the number 1.")]
    [InlineData("spec: {" + Required + ", backends: [{cluster: a, service: {name: b, namespace: c}}, {cluster: [|a|], service: {name: b, namespace: c}}]}", "The cluster 'a' is listed twice.")]
    [InlineData("spec: {" + Required + ", [|subsets|]: [{name: v2, labels: {version: v2}}]}", "Field 'subsets' is not supported yet.")]
    public void Reports(string spec, string message) =>
        SpecText.AssertFindings(GlobalServiceBinder.Bind, Header + spec, message);

    [Fact]
    public void Helps_to_write_a_reference()
    {
        var finding = Assert.Single(GlobalServiceBinder.Bind(SpecText.Document(
            Header + "spec: {globalNamespace: acme, service: {name: catalog, namespace: default}}")).Diagnostics);

        Assert.Equal("Write a reference: {name: acme}.", finding.Help);
    }
}
