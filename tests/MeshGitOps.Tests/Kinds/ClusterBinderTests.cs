using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Kinds;

public sealed class ClusterBinderTests
{
    private const string Header = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: aws-west}

        """;

    [Fact]
    public void Binds_a_complete_document()
    {
        var cluster = SpecText.BindCleanly(ClusterBinder.Bind, CompleteDocuments.Cluster);

        Assert.Equal("aws-west", cluster.Metadata.Name.Value);
        Assert.Equal(3, cluster.Metadata.Name.Location.Position.Line);
        Assert.Equal("aws", cluster.Metadata.Labels["cloud"]);
        Assert.Equal("Team West", cluster.Metadata.Annotations["example.com/owner"]);
        Assert.Equal(MeshProviderKind.Istio, cluster.Provider!.Value);
        Assert.Equal(new IstioVersion(1, 26, null), cluster.Version!.Value);
        Assert.Equal(DataPlaneMode.Sidecar, cluster.DataPlane!.Value);
        Assert.Equal(ClusterPlatform.Eks, cluster.Platform!.Value);
        Assert.Equal("us-west-1", cluster.Region!.Value);
        Assert.Equal("net-west", cluster.Network!.Value);
        Assert.Equal("cluster.local", cluster.ClusterDomain!.Value);
        Assert.Equal("west.test", cluster.TrustDomain!.Value);
        Assert.Equal("corp-2026", cluster.RootCertificate!.Value);
        Assert.Equal(["10.0.0.0/16", "fd00::/8"], Values(cluster.PodCidrs));
        Assert.Equal(["172.20.0.0/16"], Values(cluster.ServiceCidrs));
        Assert.Equal("istio-system", cluster.IstioNamespace!.Value);
        Assert.Equal(DiscoveryMode.RemoteSecrets, cluster.Discovery!.Value);
        Assert.Equal("stable", cluster.Injection!.Revision!.Value);
        Assert.Equal(InjectionMode.All, cluster.Injection.Mode!.Value);
        Assert.Equal(["batch-*"], Values(cluster.Injection.Exclude));
        Assert.Equal(6, cluster.Capacity!.Nodes!.Value);
        Assert.Equal("3.5", cluster.Capacity.Cpu!.Value);
        Assert.Equal("16Gi", cluster.Capacity.Memory!.Value);
        Assert.Equal(110, cluster.Capacity.Pods!.Value);
        Assert.Equal(["apps/aws-west", "more/*.yaml"], cluster.Manifests.Select(source => source.Path.Value));
        Assert.Equal(["shop", null], cluster.Manifests.Select(source => source.Namespace?.Value));
        Assert.Equal("arn:aws:eks:us-west-1:123456789012:cluster/west", cluster.KubeconfigContext!.Value);
        var delivery = Assert.IsType<ArgoCdDelivery>(cluster.Delivery);
        Assert.Equal(("https://10.0.0.1:6443", "mesh"), (delivery.Server!.Value, delivery.Project!.Value));
    }

    [Fact]
    public void Binds_the_gateways()
    {
        var cluster = SpecText.BindCleanly(ClusterBinder.Bind, CompleteDocuments.Cluster);

        var eastWest = cluster.EastWestGateway!;
        Assert.Equal(["a1.elb.us-west-1.amazonaws.com", "203.0.113.20"], eastWest.Addresses.Select(address => address.Address.Value));
        Assert.Equal(["aws-east"], Values(eastWest.Addresses[0].ReachableFrom));
        Assert.Empty(eastWest.Addresses[1].ReachableFrom);
        Assert.Equal(30443, eastWest.Port!.Value);
        Assert.Equal("gateways", eastWest.Namespace!.Value);
        Assert.Equal("eastwestgateway", eastWest.Selector!["istio"]);
        Assert.False(eastWest.Managed);
        Assert.Equal("out", cluster.EgressGateway!.Namespace!.Value);
        Assert.Equal("egress", cluster.EgressGateway.Service!.Value);
        Assert.Equal(15443, cluster.EgressGateway.Port!.Value);
        Assert.Equal("egress", cluster.EgressGateway.Selector!["istio"]);
        Assert.Equal("in", cluster.IngressGateway!.Namespace!.Value);
        Assert.Equal(["203.0.113.21"], Values(cluster.IngressGateway.Addresses));
    }

    [Fact]
    public void Binds_the_dns()
    {
        var dns = SpecText.BindCleanly(ClusterBinder.Bind, CompleteDocuments.Cluster).Dns!;

        Assert.Equal(DnsProviderKind.Coredns, dns.Provider!.Value);
        Assert.Equal(DnsMode.Forward, dns.Mode!.Value);
        Assert.Equal(DnsCapture.Disabled, dns.Capture!.Value);
        Assert.Equal(DnsZoneMode.Open, dns.Zone!.Value);
        Assert.Equal("1.11.1", dns.Version!.Value);
        Assert.Equal(["10.0.0.10:53", "10.0.0.11"], Values(dns.Upstreams));
        Assert.Equal("dns/Corefile", dns.Corefile!.Value);
        var stub = Assert.Single(dns.StubDomains);
        Assert.Equal("corp.test", stub.Zone.Value);
        Assert.Equal(["10.9.9.9"], Values(stub.Servers));
        Assert.False(dns.NodeLocalCache!.Value);
        Assert.Equal("172.20.0.53", dns.ResponderClusterIP!.Value);
    }

    [Fact]
    public void Leaves_what_is_not_written_null()
    {
        var cluster = SpecText.BindCleanly(ClusterBinder.Bind, Header + "spec: {version: '1.26'}");

        Assert.Null(cluster.Region);
        Assert.Null(cluster.Platform);
        Assert.Null(cluster.EastWestGateway);
        Assert.Null(cluster.Dns);
        Assert.Empty(cluster.Manifests);
    }

    [Theory]
    [InlineData(
        "spec: {version: [|1.10|]}",
        "Field 'version' must be a string, but is the number 1.10.")]
    [InlineData(
        "spec: {version: [|'1.x'|]}",
        "Field 'version' must be a version of Istio, MAJOR.MINOR or MAJOR.MINOR.PATCH, but is '1.x'.")]
    [InlineData("[|spec|]: {}", "Field 'version' is missing in Cluster 'aws-west'.")]
    [InlineData("spec: {version: '1.26', [|regoin|]: us-west-1}", "Unknown field 'regoin' in Cluster 'aws-west'.")]
    [InlineData("spec: {version: '1.26', podCidrs: [[|10.0.0.1/16|]]}", "Field 'podCidrs[0]' must be an address range in CIDR form, but is '10.0.0.1/16'.")]
    [InlineData("spec: {version: '1.26', eastWestGateway: {port: [|70000|]}}", "Field 'eastWestGateway.port' must be at most 65535, but is 70000.")]
    [InlineData("spec: {version: '1.26', eastWestGateway: {port: [|'15443'|]}}", "Field 'eastWestGateway.port' must be an integer, but is the string '15443'.")]
    [InlineData(
        "spec: {version: '1.26', eastWestGateway: {addresses: [{address: [|'203.0.113.20:15443'|]}]}}",
        "Field 'eastWestGateway.addresses[0].address' must be an IP address or a host name in lower case, but is '203.0.113.20:15443'.")]
    [InlineData(
        "spec: {version: '1.26', eastWestGateway: {addresses: [{address: a.test}, {address: [|a.test|]}]}}",
        "The address 'a.test' is listed twice.")]
    [InlineData(
        "spec: {version: '1.26', platform: [|EKS|]}",
        "Field 'platform' must be one of 'eks', 'aks', 'gke', 'gke-autopilot', 'openshift', 'k3s', 'rke2', 'other', but is 'EKS'.")]
    [InlineData("spec: {version: '1.26', dns: {[|responder|]: {}}}", "Field 'dns.responder.clusterIP' is missing in Cluster 'aws-west'.")]
    [InlineData(
        "spec: {version: '1.26', dns: {upstreams: [[|dns.test|]]}}",
        "Field 'dns.upstreams[0]' must be a literal IP address, with or without a port, but is 'dns.test'.")]
    [InlineData(
        "spec: {version: '1.26', dns: {stubDomains: {[|Corp.Test|]: [10.0.0.1]}}}",
        "Key 'dns.stubDomains.Corp.Test' must be a DNS name in lower case (labels of at most 63 characters, 253 in all).")]
    [InlineData(
        "spec: {version: '1.26', capacity: {allocatablePerNode: {memory: [|16GB|]}}}",
        "Field 'capacity.allocatablePerNode.memory' must be a quantity as Kubernetes writes it, not below 0, but is '16GB'.")]
    [InlineData(
        "spec: {version: '1.26', manifests: [{path: [|/etc|]}]}",
        "Field 'manifests[0].path' must be a relative path with '/' between the segments, but is '/etc'.")]
    public void Reports(string spec, string message) =>
        SpecText.AssertFindings(ClusterBinder.Bind, Header + spec, message);

    [Fact]
    public void Binds_the_delivery_by_Flux()
    {
        var cluster = SpecText.BindCleanly(ClusterBinder.Bind, Header + "spec: {version: '1.26', delivery: {flux: {namespace: gitops, interval: 1m30s}}}");

        var delivery = Assert.IsType<FluxDelivery>(cluster.Delivery);
        Assert.Equal(("gitops", "1m30s"), (delivery.Namespace!.Value, delivery.Interval!.Value));
    }

    [Theory]
    [InlineData("{argocd: {server: [|'https://admin:pw@10.0.0.1'|]}}", "Field 'delivery.argocd.server' has a user, a password or a query in its URL, which everybody could read.")]
    [InlineData("{argocd: {server: [|10.0.0.1|]}}", "Field 'delivery.argocd.server' must be the URL of an API server with https or http, such as 'https://10.0.0.1:6443'.")]
    [InlineData("{argocd: {project: [|'{{.project}}'|]}}", "Field 'delivery.argocd.project' must be a DNS label (lower-case letters, digits and '-', at most 63 characters), but is '{{.project}}'.")]
    [InlineData("{flux: {interval: [|soon|]}}", "Field 'delivery.flux.interval' must be a duration of at least 1ms as Istio writes it, but is 'soon'.")]
    public void Reports_in_a_delivery(string delivery, string message) =>
        SpecText.AssertFindings(ClusterBinder.Bind, Header + $"spec: {{version: '1.26', delivery: {delivery}}}", message);

    [Theory]
    [InlineData("spec: {provider: [|osm|]}", "Field 'provider' with the value 'osm' is not supported yet.")]
    [InlineData("spec: {version: '1.26', dataPlane: [|Ambient|]}", "Field 'dataPlane' with the value 'Ambient' is not supported yet.")]
    [InlineData("spec: {version: '1.26', [|osm|]: {namespace: osm-system}}", "Field 'osm' is not supported yet.")]
    public void Says_what_is_not_supported_yet(string spec, string message) =>
        SpecText.AssertFindings(ClusterBinder.Bind, Header + spec, message);

    [Theory]
    [InlineData("{provider: eks-addon}")]
    [InlineData("{provider: openshift, mode: Capture}")]
    [InlineData("{provider: rke2, mode: Hosts, zone: Closed}")]
    [InlineData("{mode: Forward, nodeLocalCache: true}")]
    public void Takes_any_dns_provider_with_every_mode(string dns) =>
        SpecText.BindCleanly(ClusterBinder.Bind, Header + $"spec: {{version: '1.26', platform: eks, dns: {dns}}}");

    [Theory]
    [InlineData("con")]
    [InlineData("nul")]
    [InlineData("AWS")]
    [InlineData("a.b")]
    public void Refuses_a_name_that_is_no_label_or_a_device(string name) =>
        SpecText.AssertFindings(
            ClusterBinder.Bind,
            $$"""
            apiVersion: meshgitops.io/v1alpha1
            kind: Cluster
            metadata: {name: [|{{name}}|]}
            spec: {version: "1.26"}
            """,
            "Field 'metadata.name' must be a DNS label (lower-case letters, digits and '-', at most 63 characters) "
            + $"and no device name of Windows, but is '{name}'.");

    [Fact]
    public void Helps_to_quote_a_version()
    {
        var finding = Assert.Single(ClusterBinder.Bind(SpecText.Document(Header + "spec: {version: 1.10}")).Diagnostics);

        Assert.Equal("Write it in quotes: \"1.10\".", finding.Help);
    }

    private static IEnumerable<string> Values(IEnumerable<Located<string>> located) => located.Select(value => value.Value);
}
