using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PassthroughEntryWithoutMtlsTests : RuleTests<PassthroughEntryWithoutMtls>
{
    private const string Unlabelled = "The gateway of Gateway 'istio-system/cross' passes 'x.example.com' on, but no endpoint of ServiceEntry 'istio-system/x' has the label 'security.istio.io/tlsMode: istio'.";

    [Theory]
    [InlineData("STATIC", Severity.Error)]
    [InlineData("DNS", Severity.Warning)]
    public void Reports_endpoints_without_the_label(string resolution, Severity severity)
    {
        var text = Entry($"location: MESH_INTERNAL\n  resolution: {resolution}", "[{address: [|a.example.com|]}]") + Gateway("'*.example.com'");

        AssertFindings(text, Unlabelled);
        Assert.Equal([severity], FindingSeverities.Of<PassthroughEntryWithoutMtls>(text));
    }

    [Fact]
    public void Reports_DNS_as_an_error_from_1_20_on()
    {
        var text = "# workspace\n# cluster: east\n" + Entry("location: MESH_INTERNAL\n  resolution: DNS", "[{address: [|a.example.com|]}]") + Gateway("x.example.com");

        AssertFindings(text, Unlabelled);
        Assert.Equal([Severity.Error], FindingSeverities.Of<PassthroughEntryWithoutMtls>(text));
    }

    [Theory]
    [InlineData("location: [|MESH_EXTERNAL|]")]
    public void Reports_an_external_host_that_a_Gateway_names(string spec) => AssertFindings(
        Entry(spec, "[{address: a.example.com}]") + Gateway("x.example.com"),
        "ServiceEntry 'istio-system/x' is not MESH_INTERNAL, so the gateway of Gateway 'istio-system/cross' does not pass 'x.example.com' on.");

    [Theory]
    [InlineData("location: MESH_EXTERNAL", "[{address: 10.0.0.1}]", "'*'")]
    [InlineData("location: MESH_INTERNAL", "[{address: 10.0.0.1, labels: {security.istio.io/tlsMode: istio}}]", "x.example.com")]
    [InlineData("location: MESH_INTERNAL\n  workloadSelector: {labels: {app: x}}", "[]", "x.example.com")]
    [InlineData("location: MESH_INTERNAL", "[]", "x.example.com")]
    [InlineData("location: MESH_INTERNAL", "[{address: 192.0.2.10, ports: {http: 15443}}]", "x.example.com")]
    [InlineData("location: MESH_INTERNAL\n  exportTo: [other]", "[{address: 10.0.0.1}]", "x.example.com")]
    [InlineData("location: MESH_INTERNAL", "[{address: 10.0.0.1}]", "y.example.com")]
    public void Is_silent_for_endpoints_with_mutual_TLS_and_hosts_that_are_not_passed_on(string spec, string endpoints, string host) =>
        AssertClean(Entry(spec, endpoints) + Gateway(host));

    [Fact]
    public void Is_silent_with_a_DestinationRule() => AssertClean(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: x, namespace: istio-system}
        spec: {host: x.example.com, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}
        ---

        """ + Entry("location: MESH_INTERNAL", "[{address: 10.0.0.1}]") + Gateway("x.example.com"));

    [Fact]
    public void Is_silent_for_DNS_before_1_20() => AssertClean(
        """
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.19"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # cluster: east

        """ + Entry("location: MESH_INTERNAL\n  resolution: DNS", "[{address: a.example.com}]") + Gateway("x.example.com"));

    private static string Entry(string spec, string endpoints) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: istio-system}
        spec:
          hosts: [x.example.com]
          {{spec}}
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: {{endpoints}}
        ---

        """;

    private static string Gateway(string host) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - {port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}, hosts: [{{host}}]}
        """;
}
