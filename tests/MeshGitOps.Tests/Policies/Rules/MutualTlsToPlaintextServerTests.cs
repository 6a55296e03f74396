using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class MutualTlsToPlaintextServerTests : RuleTests<MutualTlsToPlaintextServer>
{
    private const string Message = "DestinationRule 'shop/rule' sets TLS mode ISTIO_MUTUAL for port 80 of Service 'shop/catalog', whose sidecars take plaintext only.";
    private const string Mutual = "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}";

    [Theory]
    [InlineData("mtls: {mode: DISABLE}")]
    [InlineData("selector: {matchLabels: {app: catalog}}, mtls: {mode: DISABLE}")]
    [InlineData("selector: {matchLabels: {app: catalog}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}")]
    public void Reports_a_server_that_takes_plaintext_only(string policy) => AssertFindings(
        All(PeerAuthentication("policy", policy), Catalog(), DestinationRule("catalog", "trafficPolicy: {tls: {mode: [|ISTIO_MUTUAL|]}}")),
        Message);

    [Fact]
    public void Reports_a_file_that_two_clusters_share_in_each_message_once() => AssertFindings(
        $"""
        # cluster: east
        {All(PeerAuthentication("policy", "mtls: {mode: DISABLE}"), Catalog(), DestinationRule("catalog", "trafficPolicy: {tls: {mode: [|ISTIO_MUTUAL|]}}"))}
        # cluster: west
        {All(PeerAuthentication("policy", "mtls: {mode: DISABLE}"), Catalog(), DestinationRule("catalog", "trafficPolicy: {tls: {mode: [|ISTIO_MUTUAL|]}}"))}
        """,
        Message,
        Message);

    [Theory]
    [InlineData("mtls: {mode: PERMISSIVE}")]
    [InlineData("mtls: {mode: UNSET}")]
    [InlineData("selector: {matchLabels: {app: other}}, mtls: {mode: DISABLE}")]
    [InlineData("selector: {matchLabels: {app: catalog}}, portLevelMtls: {80: {mode: DISABLE}}")]
    [InlineData("selector: {matchLabels: {app: catalog}}, portLevelMtls: {x: {mode: DISABLE}, 8080: [DISABLE]}")]
    [InlineData("mtls: [DISABLE]")]
    public void Is_silent_where_the_container_port_takes_mutual_TLS(string policy) =>
        AssertClean(All(PeerAuthentication("policy", policy), Catalog(), DestinationRule("catalog", Mutual)));

    [Fact]
    public void Is_silent_where_the_mode_lies_in_another_cluster() => AssertClean(
        $"""
        # cluster: east
        {All(Catalog(), DestinationRule("catalog", Mutual))}
        # cluster: west
        {All(PeerAuthentication("policy", "mtls: {mode: DISABLE}"), Catalog())}
        """);

    [Fact]
    public void Is_silent_about_a_selector_in_the_root_namespace_which_counts_for_nobody() => AssertClean(All(
        PeerAuthentication("policy", "selector: {matchLabels: {app: catalog}}, mtls: {mode: DISABLE}", "istio-system"),
        Catalog(),
        DestinationRule("catalog", Mutual)));
}
