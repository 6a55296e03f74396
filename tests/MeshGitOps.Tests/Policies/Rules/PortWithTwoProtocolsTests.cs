using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PortWithTwoProtocolsTests : RuleTests<PortWithTwoProtocols>
{
    private const string Message = "Port 8080 of Service 'shop/raw' leads to port 8080 of Deployment 'shop/catalog' as TCP, but port 80 of Service 'shop/catalog' as HTTP.";

    [Fact]
    public void Reports_two_Services_once_though_they_select_two_workloads() => AssertFindings(
        All(
            Catalog(),
            Service("raw", "[{name: [|tcp-raw|], port: 8080}]"),
            Deployment("catalog-v2").Replace("app: catalog-v2", "app: catalog", StringComparison.Ordinal)),
        Message);

    [Fact]
    public void Reports_ports_of_one_Service_that_lead_to_a_named_port() => AssertFindings(
        All(
            Service("catalog", "[{name: http, port: 80, targetPort: web}, {name: [|mongo|], port: 81, targetPort: 8080}]"),
            Deployment("catalog", podSpec: "containers: [{name: c, ports: [{name: web, containerPort: 8080}]}]")),
        "Port 81 of Service 'shop/catalog' leads to port 8080 of Deployment 'shop/catalog' as MONGO, but port 80 of Service 'shop/catalog' as HTTP.");

    [Theory]
    [InlineData("[{name: grpc, port: 8080}]")]
    [InlineData("[{name: tcp, port: 8081}]")]
    [InlineData("[{name: raw, port: 8080}]")]
    [InlineData("[{name: dns, port: 8080, protocol: UDP}]")]
    [InlineData("[{name: tcp, port: 80, targetPort: unknown}]")]
    public void Is_silent_where_the_protocols_agree_or_are_not_known(string ports) =>
        AssertClean(All(Catalog(), Service("raw", ports)));

    [Fact]
    public void Is_silent_about_other_pods_and_pods_without_a_sidecar() => AssertClean(All(
        Catalog(", sidecar.istio.io/inject: \"false\""),
        Service("raw", "[{name: tcp, port: 8080}]"),
        Deployment("other"),
        Service("other", "[{name: tcp, port: 8080}]", "other")));
}
