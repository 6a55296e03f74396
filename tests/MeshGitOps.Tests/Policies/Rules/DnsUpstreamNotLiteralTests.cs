using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DnsUpstreamNotLiteralTests : RuleTests<DnsUpstreamNotLiteral>
{
    [Theory]
    [InlineData("[|$(ISTIO_DNS_IP)|]")]
    [InlineData("[|istiocoredns.istio-system|]")]
    public void Reports_what_CoreDNS_refuses(string upstream)
    {
        var text = upstream.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

        AssertFindings(Map("coredns-custom", upstream), $"Upstream '{text}' in ConfigMap 'kube-system/coredns-custom' is no IP address, so CoreDNS refuses the Corefile.");
    }

    [Theory]
    [InlineData("10.0.0.10")]
    [InlineData("10.0.0.10:5353")]
    [InlineData("tls://9.9.9.9")]
    [InlineData("/etc/resolv.conf")]
    [InlineData("{$UPSTREAM}")]
    [InlineData("2001:db8::1")]
    public void Is_silent_for_addresses_files_and_environment_variables(string upstream) => AssertClean(Map("coredns", upstream));

    [Fact]
    public void Is_silent_for_what_is_no_Corefile() => AssertClean(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\ndata: {Corefile: [a], b: '{ {'}\n");

    private static string Map(string name, string upstream) => $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}}, namespace: kube-system}
        data:
          acme.server: |
            acme.example.com:53 {
                forward . {{upstream}}
            }
        """;
}
