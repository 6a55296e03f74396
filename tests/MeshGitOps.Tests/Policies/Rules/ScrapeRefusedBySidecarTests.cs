using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ScrapeRefusedBySidecarTests : RuleTests<ScrapeRefusedBySidecar>
{
    private const string Scrape = "prometheus.io/scrape: \"true\", ";
    private const string Separate = "prometheus.istio.io/merge-metrics: \"false\", ";

    [Fact]
    public void Reports_metrics_under_STRICT() => AssertFindings(
        All(Strict(), Pod($"{Scrape}{Separate}prometheus.io/port: [|\"9090\"|]")),
        "The metrics of Deployment 'shop/catalog' are scraped through the sidecar at port 9090, which takes mutual TLS only.");

    [Fact]
    public void Reports_metrics_that_no_policy_lets_somebody_at() => AssertFindings(
        All(AuthorizationPolicy("policy", "rules: [{from: [{source: {namespaces: [shop]}}]}]"), Pod($"{Scrape}{Separate}prometheus.io/port: [|\"9090\"|]")),
        "The metrics of Deployment 'shop/catalog' are scraped through the sidecar at port 9090, where AuthorizationPolicy 'shop/policy' lets in nobody without an identity.");

    [Theory]
    [InlineData(Scrape + "prometheus.io/port: \"9090\"")]
    [InlineData(Separate + "prometheus.io/port: \"9090\"")]
    [InlineData(Scrape + Separate + "prometheus.io/path: /metrics")]
    [InlineData(Scrape + Separate + "prometheus.io/port: metrics")]
    public void Is_silent_where_the_metrics_are_merged_or_not_scraped(string annotations) => AssertClean(All(Strict(), Pod(annotations)));

    [Fact]
    public void Is_silent_where_the_port_is_excepted() => AssertClean(All(
        Strict(),
        PeerAuthentication("catalog", "selector: {matchLabels: {app: catalog}}, portLevelMtls: {9090: {mode: PERMISSIVE}}"),
        AuthorizationPolicy("policy", "rules: [{to: [{operation: {ports: [\"9090\"]}}]}]"),
        Pod($"{Scrape}{Separate}prometheus.io/port: \"9090\"")));

    private static string Pod(string annotations) => Deployment("catalog", "", annotations);
}
