using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class StubDomainsRefusedTests : RuleTests<StubDomainsRefused>
{
    [Theory]
    [InlineData("[|'global: 10.0.0.1'|]", "The 'stubDomains' of kube-dns are no JSON object.")]
    [InlineData("'{\"[|cluster.local|]\": [\"10.0.0.1\"]}'", "A stub for the cluster's own domain 'cluster.local' takes all Kubernetes names away.")]
    [InlineData("'{\"[|no_name|]\": [\"10.0.0.1\"]}'", "The zone 'no_name' of a stub is no DNS name.")]
    [InlineData("'{\"[|acme.example|]\": \"10.0.0.1\"}'", "The name servers of zone 'acme.example' are no list.")]
    [InlineData("'{\"acme.example\": [[|53|]]}'", "The name server '53' of zone 'acme.example' is neither an address nor a DNS name.")]
    public void Reports_stubs_that_kube_dns_refuses(string stubs, string message) => AssertFindings(Map($"stubDomains: {stubs}"), message);

    [Theory]
    [InlineData("[|'[\"10.0.0.1\", \"10.0.0.2\", \"10.0.0.3\", \"10.0.0.4\"]'|]", "kube-dns takes at most 3 'upstreamNameservers', but 4 are written.")]
    [InlineData("'[\"[|dns.example.com|]\"]'", "The upstream 'dns.example.com' of kube-dns is no address.")]
    [InlineData("[|'{}'|]", "The 'upstreamNameservers' of kube-dns are no JSON list.")]
    public void Reports_upstreams_that_kube_dns_refuses(string upstreams, string message) =>
        AssertFindings(Map($"upstreamNameservers: {upstreams}"), message);

    [Theory]
    [InlineData("stubDomains: '{\"acme.example\": [\"10.0.0.1\", \"10.0.0.1:53\", \"dns.example.com\"]}'")]
    [InlineData("upstreamNameservers: '[\"8.8.8.8\"]'")]
    [InlineData("stubDomains: [a]")]
    public void Is_silent_for_what_kube_dns_takes(string data) => AssertClean(Map(data));

    private static string Map(string data) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: kube-dns, namespace: kube-system}}\ndata:\n  {data}\n";
}
