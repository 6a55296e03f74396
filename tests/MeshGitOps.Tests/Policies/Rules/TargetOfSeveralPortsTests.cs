using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class TargetOfSeveralPortsTests : RuleTests<TargetOfSeveralPorts>
{
    [Fact]
    public void Reports_a_second_number_for_one_port_of_the_pods() => AssertFindings(
        All(
            Catalog(),
            Service("internal", "[{name: [|http|], port: 8000, targetPort: 8080}]"),
            Deployment("catalog-v2").Replace("app: catalog-v2", "app: catalog", StringComparison.Ordinal)),
        "Port 8000 of Service 'shop/internal' leads to port 8080 of Deployment 'shop/catalog', as does port 80 of Service 'shop/catalog'.");

    [Theory]
    [InlineData("[{name: http, port: 80, targetPort: 8080}]")]
    [InlineData("[{name: http, port: 8000, targetPort: 8081}]")]
    [InlineData("[{name: dns, port: 8000, targetPort: 8080, protocol: UDP}]")]
    public void Is_silent_where_the_numbers_agree_or_the_pods_have_several_ports(string ports) =>
        AssertClean(All(Catalog(), Service("internal", ports)));

    [Fact]
    public void Is_silent_where_the_protocols_contradict_which_another_rule_reports() =>
        AssertClean(All(Catalog(), Service("internal", "[{name: tcp, port: 8000, targetPort: 8080}]")));

    [Fact]
    public void Is_silent_about_two_ports_of_one_Service() => AssertClean(All(
        Service("catalog", "[{name: http, port: 80, targetPort: 8080}, {name: http-alt, port: 81, targetPort: 8080}]"),
        Deployment("catalog")));

    [Fact]
    public void Is_silent_about_pods_without_a_sidecar() => AssertClean(All(
        Catalog(", sidecar.istio.io/inject: \"false\""),
        Service("internal", "[{name: http, port: 8000, targetPort: 8080}]")));
}
