using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;
using static MeshGitOps.Tests.Policies.Rules.TrafficPolicySample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class TlsWithoutServerVerificationTests : RuleTests<TlsWithoutServerVerification>
{
    [Fact]
    public void Reports_a_host_a_subset_and_a_port() => AssertFindings(
        OfHost("tls: {mode: [|SIMPLE|]}") + OfSubset("tls: {mode: [|MUTUAL|], caCertificates: ''}") + OfPort("tls: {mode: [|SIMPLE|], insecureSkipVerify: false}"),
        "The TLS in DestinationRule 'shop/cart' does not say which authorities the server's certificate is checked with.",
        "The TLS in subset 'v1' of DestinationRule 'shop/cart' does not say which authorities the server's certificate is checked with.",
        "The TLS in DestinationRule 'shop/cart' at port 80 does not say which authorities the server's certificate is checked with.");

    [Theory]
    [InlineData("1.20", Severity.Warning)]
    [InlineData("1.21", Severity.Info)]
    [InlineData("1.26", Severity.Info)]
    public void Reports_as_advice_where_the_release_has_authorities_of_its_own(string version, Severity severity)
    {
        var text = $"""
            # workspace
            # file: mesh/clusters/west.yaml
            {RuleSampleFiles.Cluster("west", "us-west-2", "198.51.100.10").Replace("1.26", version, StringComparison.Ordinal)}
            # cluster: west
            {Istio("DestinationRule", "out", "demo", "host: api.example.com, trafficPolicy: {tls: {mode: [|SIMPLE|]}}")}
            """;

        AssertFindings(text, "The TLS in DestinationRule 'demo/out' does not say which authorities the server's certificate is checked with.");
        Assert.Equal(severity, RuleSample.Parse(text).Check(new TlsWithoutServerVerification())[0].Severity);
    }

    [Theory]
    [InlineData("mode: ISTIO_MUTUAL")]
    [InlineData("mode: DISABLE")]
    [InlineData("mode: [SIMPLE]")]
    [InlineData("sni: a")]
    [InlineData("mode: SIMPLE, caCertificates: /etc/ca.pem")]
    [InlineData("mode: SIMPLE, credentialName: bank")]
    [InlineData("mode: SIMPLE, insecureSkipVerify: true")]
    public void Is_silent_where_it_is_said_or_needless(string tls) => AssertClean(OfHost($"tls: {{{tls}}}"));
}
