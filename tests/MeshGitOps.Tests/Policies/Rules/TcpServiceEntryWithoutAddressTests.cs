using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class TcpServiceEntryWithoutAddressTests : RuleTests<TcpServiceEntryWithoutAddress>
{
    [Fact]
    public void Reports_each_port_that_is_TCP_or_nothing() => AssertFindings(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          resolution: DNS
          ports:
          - {number: 5432, name: a, protocol: [|tcp|]}
          - {number: [|5433|], name: b}
          - {number: 443, name: c, protocol: TLS}
          - {name: d, protocol: TCP}
          - {number: 5434, name: e, protocol: [|''|]}
        """,
        "ServiceEntry 'shop/x' has no address, so its TCP port 5432 takes every connection to that port.",
        "ServiceEntry 'shop/x' has no address, so its port 5433 without a protocol takes every connection to that port.",
        "ServiceEntry 'shop/x' has no address, so its port 5434 without a protocol takes every connection to that port.");

    [Theory]
    [InlineData("1.24", "resolution: DNS", "{}")]
    [InlineData("1.26", "resolution: NONE", "{}")]
    [InlineData("1.26", "location: MESH_EXTERNAL", "{}")]
    [InlineData("1.26", "resolution: DNS", "{networking.istio.io/enable-autoallocate-ip: \"false\"}")]
    public void Reports_it_where_Istio_gives_no_address(string version, string spec, string labels) => AssertFindings(
        Workspace(version, spec, labels, "[|TCP|]"),
        "ServiceEntry 'shop/x' has no address, so its TCP port 5432 takes every connection to that port.");

    [Fact]
    public void Is_silent_where_Istio_gives_an_address() => AssertClean(Workspace("1.26", "resolution: DNS", "{}", "TCP"));

    [Theory]
    [InlineData(ConfigMap)]
    [InlineData(Operator)]
    public void Is_silent_where_the_mesh_config_switches_allocation_on(string config)
    {
        var entry = "\n---\n" + Entry("resolution: DNS", "{}", "TCP");

        AssertClean(config + entry);
        AssertFindings(config.Replace("AUTO_ALLOCATE: \"true\"", "AUTO_ALLOCATE: \"false\"", StringComparison.Ordinal) + entry.Replace("protocol: TCP", "protocol: [|TCP|]", StringComparison.Ordinal),
            "ServiceEntry 'shop/x' has no address, so its TCP port 5432 takes every connection to that port.");
    }

    [Fact]
    public void Is_silent_with_an_address() => AssertClean(Entry("addresses: [198.51.100.7]", "{}", "TCP"));

    private const string ConfigMap =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
            defaultConfig:
              proxyMetadata:
                ISTIO_META_DNS_CAPTURE: "true"
                ISTIO_META_DNS_AUTO_ALLOCATE: "true"
        """;

    private const string Operator =
        """
        apiVersion: install.istio.io/v1alpha1
        kind: IstioOperator
        metadata: {name: istio, namespace: istio-system}
        spec:
          meshConfig:
            defaultConfig:
              proxyMetadata:
                ISTIO_META_DNS_CAPTURE: "true"
                ISTIO_META_DNS_AUTO_ALLOCATE: "true"
        """;

    private static string Workspace(string version, string spec, string labels, string protocol) =>
        $$"""
        # workspace
        # file: mesh/clusters/west.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec:
          version: "{{version}}"
          region: us-west-2
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 198.51.100.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/west}]
        # cluster: west

        """ + Entry(spec, labels, protocol);

    private static string Entry(string spec, string labels, string protocol) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop, labels: {{labels}}}
        spec:
          hosts: [x.example.com]
          {{spec}}
          ports: [{number: 5432, name: tcp, protocol: {{protocol}}}]
        """;
}
