using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioAnnotationValueInvalidTests : RuleTests<IstioAnnotationValueInvalid>
{
    [Theory]
    [InlineData("prometheus.istio.io/merge-metrics", "on", "'true' or 'false'")]
    [InlineData("readiness.status.sidecar.istio.io/periodSeconds", "-1", "a number from 0")]
    [InlineData("status.sidecar.istio.io/port", "70000", "a port, or 0")]
    [InlineData("traffic.sidecar.istio.io/excludeInboundPorts", "80,http", "ports with commas between them")]
    [InlineData("traffic.sidecar.istio.io/excludeInboundPorts", "*", "ports with commas between them")]
    [InlineData("traffic.sidecar.istio.io/includeInboundPorts", "**", "ports with commas between them, or '*'")]
    [InlineData("traffic.sidecar.istio.io/excludeOutboundIPRanges", "10.0.0.1", "address ranges in CIDR form with commas between them")]
    [InlineData("traffic.sidecar.istio.io/includeOutboundIPRanges", "10.0.0.0/8, 192.0.2.0/24", "address ranges in CIDR form with commas between them, or '*'")]
    [InlineData("sidecar.istio.io/interceptionMode", "NAT", "'REDIRECT', 'TPROXY' or 'NONE'")]
    [InlineData("proxy.istio.io/config", "- a", "the YAML of a ProxyConfig, a mapping")]
    [InlineData("proxy.istio.io/config", "{a: [", "the YAML of a ProxyConfig, a mapping")]
    public void Reports_a_value_that_the_injector_refuses(string name, string value, string expected) => AssertFindings(
        Pod(name, $"[|\"{value}\"|]"),
        $"The annotation '{name}' of Pod 'shop/catalog' must be {expected}, but is '{value}'.");

    [Theory]
    [InlineData("prometheus.istio.io/merge-metrics", "false")]
    [InlineData("readiness.status.sidecar.istio.io/periodSeconds", "5")]
    [InlineData("status.sidecar.istio.io/port", "0")]
    [InlineData("traffic.sidecar.istio.io/excludeInboundPorts", "")]
    [InlineData("traffic.sidecar.istio.io/excludeInboundPorts", "80, 443")]
    [InlineData("traffic.sidecar.istio.io/includeInboundPorts", "*")]
    [InlineData("traffic.sidecar.istio.io/includeOutboundIPRanges", "*")]
    [InlineData("traffic.sidecar.istio.io/excludeOutboundIPRanges", "10.0.0.0/8,2001:db8::/32")]
    [InlineData("sidecar.istio.io/interceptionMode", "TPROXY")]
    [InlineData("proxy.istio.io/config", "concurrency: 2")]
    [InlineData("proxy.istio.io/config", "")]
    [InlineData("sidecar.istio.io/logLevel", "anything")]
    [InlineData("no.istio.io/such", "anything")]
    public void Is_silent_on_values_that_it_takes(string name, string value) => AssertClean(Pod(name, $"\"{value}\""));

    [Fact]
    public void Is_silent_on_misplaced_annotations() => AssertClean(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {status.sidecar.istio.io/port: 'a'}}");

    private static string Pod(string name, string value) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: catalog, namespace: shop, annotations: {{{name}: {value}}}}}";
}
