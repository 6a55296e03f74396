using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PlaintextToStrictServerTests : RuleTests<PlaintextToStrictServer>
{
    private const string Plaintext = "trafficPolicy: {tls: {mode: [|DISABLE|]}}";
    private const string Message = "DestinationRule 'shop/rule' sets TLS mode DISABLE for port 80 of Service 'shop/catalog', whose sidecars take mutual TLS only.";

    [Fact]
    public void Reports_plaintext_and_names_the_policy_of_the_namespace()
    {
        var sample = RuleSample.Parse(All(Strict(), Catalog(), DestinationRule("catalog", Plaintext)));

        var finding = Assert.Single(sample.Check(new PlaintextToStrictServer()));

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal(Message, finding.Message);
        Assert.Equal("PeerAuthentication 'shop/default' sets STRICT", Assert.Single(finding.Related).Message);
        Assert.Equal("ISTIO_MUTUAL", Assert.Single(finding.Fix!.Edits).NewText);
        Assert.Equal(FixSafety.Unsafe, finding.Fix.Safety);
    }

    [Fact]
    public void Reports_TLS_without_a_certificate() => AssertFindings(
        All(Strict(), Catalog(), DestinationRule("catalog.shop.svc.cluster.local", "trafficPolicy: {tls: {mode: [|SIMPLE|]}}")),
        Message.Replace("DISABLE", "SIMPLE", StringComparison.Ordinal));

    [Fact]
    public void Reports_a_mode_of_the_whole_mesh() =>
        AssertFindings(All(Strict("istio-system"), Catalog(), DestinationRule("catalog", Plaintext)), Message);

    [Fact]
    public void Reports_a_rule_in_the_namespace_of_a_client() => AssertFindings(
        All(Strict(), Catalog(), DestinationRule("catalog.shop.svc.cluster.local", Plaintext, "clients")),
        Message.Replace("shop/rule", "clients/rule", StringComparison.Ordinal));

    [Fact]
    public void Reports_a_wildcard_with_the_first_service_below_it() =>
        AssertFindings(All(Strict(), Catalog(), DestinationRule("*.local", Plaintext)), Message);

    [Fact]
    public void Reports_the_setting_of_a_port_that_replaces_that_of_the_host() => AssertFindings(
        All(
            Strict(),
            Deployment("catalog"),
            Service("catalog", "[{name: http, port: 80}, {name: grpc, port: 90}]"),
            DestinationRule("catalog", "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}, portLevelSettings: [{port: {number: 90}, tls: {mode: [|DISABLE|]}}]}")),
        Message.Replace("80", "90", StringComparison.Ordinal));

    [Fact]
    public void Reports_the_setting_of_a_subset_by_its_pods() => AssertFindings(
        All(
            PeerAuthentication("v2", "selector: {matchLabels: {version: v2}}, mtls: {mode: STRICT}"),
            Service("catalog"),
            Deployment("catalog", ", version: v1"),
            Deployment("catalog-v2", ", version: v2").Replace("app: catalog-v2", "app: catalog", StringComparison.Ordinal),
            DestinationRule("catalog", "subsets: [{name: a, labels: {version: v1}, trafficPolicy: {tls: {mode: DISABLE}}}, {name: b, labels: {version: v2}, trafficPolicy: {tls: {mode: [|DISABLE|]}}}]")),
        Message);

    [Fact]
    public void Reports_the_mode_of_the_plan() => AssertFindings(
        """
        # workspace
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: hello, namespace: demo}
        spec: {host: hello, trafficPolicy: {tls: {mode: [|DISABLE|]}}}
        """,
        "DestinationRule 'demo/hello' sets TLS mode DISABLE for port 80 of Service 'demo/hello', whose sidecars take mutual TLS only.");

    [Fact]
    public void Is_silent_where_the_host_setting_is_replaced_for_the_only_port() => AssertClean(All(
        Strict(),
        Catalog(),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]}")));

    [Fact]
    public void Is_silent_where_the_container_port_is_excepted() => AssertClean(All(
        Strict(),
        PeerAuthentication("catalog", "selector: {matchLabels: {app: catalog}}, portLevelMtls: {8080: {mode: PERMISSIVE}}"),
        Catalog(),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: DISABLE}}")));

    [Fact]
    public void Is_silent_where_the_namespace_says_another_mode_than_the_mesh() => AssertClean(All(
        Strict("istio-system"),
        PeerAuthentication("default", "mtls: {mode: PERMISSIVE}"),
        Catalog(),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: DISABLE}}")));

    [Fact]
    public void Is_silent_where_two_policies_disagree_about_the_mode() => AssertClean(All(
        Strict(),
        PeerAuthentication("other", "mtls: {mode: PERMISSIVE}"),
        Catalog(),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: DISABLE}}")));

    [Theory]
    [InlineData("DISABLE", "UNSET", "")]
    [InlineData("ISTIO_MUTUAL", "STRICT", "")]
    [InlineData("MUTUAL", "STRICT", "")]
    [InlineData("DISABLE", "STRICT", ", sidecar.istio.io/inject: \"false\"")]
    [InlineData("[a]", "[b]", "")]
    public void Is_silent_about_other_modes(string client, string server, string podLabels) => AssertClean(All(
        PeerAuthentication("default", $"mtls: {{mode: {server}}}"),
        Catalog(podLabels),
        DestinationRule("catalog", $"trafficPolicy: {{tls: {{mode: {client}}}}}")));

    [Theory]
    [InlineData("trafficPolicy: [1], subsets: {a: b}")]
    [InlineData("trafficPolicy: {tls: DISABLE, portLevelSettings: [1, {port: x, tls: {mode: DISABLE}}]}, subsets: [a, {name: [b]}]")]
    public void Is_silent_about_wrong_shapes(string spec) => AssertClean(All(Strict(), Catalog(), DestinationRule("catalog", spec)));

    [Fact]
    public void Is_silent_where_a_nearer_rule_replaces_the_wildcard() => AssertClean(All(
        Strict(),
        Catalog(),
        DestinationRule("*.local", "trafficPolicy: {tls: {mode: DISABLE}}"),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}")));

    [Fact]
    public void Is_silent_about_workloads_without_replicas_and_hosts_that_the_manifests_do_not_hold() => AssertClean(All(
        Strict(),
        Catalog().Replace("spec:\n  template", "spec:\n  replicas: 0\n  template", StringComparison.Ordinal),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: DISABLE}}"),
        DestinationRule("other.example.com", "trafficPolicy: {tls: {mode: DISABLE}}")));
}
