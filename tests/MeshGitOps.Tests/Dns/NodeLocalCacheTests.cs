using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Dns;

/// <summary>NodeLocal DNSCache before the provider: it reads the ConfigMap 'kube-dns'.</summary>
public sealed class NodeLocalCacheTests
{
    private static readonly Located<bool> Cache = new(true, DnsCase.Spec.Start);

    [Theory]
    [InlineData(DnsProviderKind.Coredns, "coredns")]
    [InlineData(DnsProviderKind.CorednsCustom, "coredns-custom")]
    public void Gets_its_own_stub_beside_the_provider(DnsProviderKind provider, string name)
    {
        var dns = DnsCase.Coredns() with
        {
            Provider = provider,
            Mode = DnsMode.Forward,
            ResponderClusterIP = DnsCase.At("10.8.0.53"),
            NodeLocalCache = Cache,
            ExistingStubDomains = [DnsCase.Stub("corp.example", "10.9.9.9")],
        };

        var manifests = DnsCase.Render(DnsCase.Plan(dns));

        Assert.Equal([name, "kube-dns"], manifests.Where(manifest => manifest.Placement.Concern == ManifestConcern.Shared).Select(manifest => manifest.Name));
        Assert.Equal(
            "{\n  \"acme.example.com\": [\n    \"10.8.0.53\"\n  ],\n  \"corp.example\": [\n    \"10.9.9.9\"\n  ]\n}\n",
            DnsCase.Data(manifests[1], "stubDomains"));
        Assert.True(SharedObjectGuard.IsOn(manifests[1].Root));
        Assert.Equal(7, manifests.Length);
    }

    [Fact]
    public void Shares_the_stub_of_kube_dns()
    {
        var with = DnsCase.Render(DnsCase.Plan(DnsCase.KubeDns("10.0.0.53") with { NodeLocalCache = Cache }));

        Assert.Equal(DnsCase.Render(DnsCase.Plan(DnsCase.KubeDns("10.0.0.53"))).Select(manifest => manifest.Root), with.Select(manifest => manifest.Root));
    }

    [Fact]
    public void Cannot_ask_for_hosts_that_only_the_cluster_DNS_knows()
    {
        var finding = DnsCase.Find(DnsCase.Plan(DnsCase.Coredns() with { NodeLocalCache = Cache }));

        Assert.Equal(
            "MGO4128 Error mesh/west.yaml:1:1: NodeLocal DNSCache of cluster 'west' cannot ask for the hosts in mode 'Hosts': "
            + "no spec knows the address of the cluster DNS behind it.",
            DnsCase.Describe(finding));
    }

    [Fact]
    public void Needs_nothing_where_the_sidecars_answer() =>
        Assert.Empty(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns() with { Mode = DnsMode.Capture, NodeLocalCache = Cache })));
}
