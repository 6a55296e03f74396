using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Dns;

/// <summary>The matrix of what answers where.</summary>
public sealed class DnsSupportTests
{
    [Theory]
    [InlineData(DnsProviderKind.KubeDns, DnsMode.Hosts, "Mode 'Hosts' is not possible with DNS provider 'kube-dns' of cluster 'west'; the modes that work are 'Capture' and 'Forward'.")]
    [InlineData(DnsProviderKind.Openshift, DnsMode.Hosts, "Mode 'Hosts' is not possible with DNS provider 'openshift' of cluster 'west'; the modes that work are 'Capture' and 'Forward'.")]
    [InlineData(DnsProviderKind.None, DnsMode.Hosts, "Mode 'Hosts' is not possible with DNS provider 'none' of cluster 'west'; the mode that works is 'Capture'.")]
    [InlineData(DnsProviderKind.None, DnsMode.Forward, "Mode 'Forward' is not possible with DNS provider 'none' of cluster 'west'; the mode that works is 'Capture'.")]
    public void Reports_a_mode_that_the_provider_does_not_have(DnsProviderKind provider, DnsMode mode, string message)
    {
        Expect(Plan(provider, mode), $"MGO4101 Error mesh/west.yaml:1:1: {message}");
    }

    [Theory]
    [InlineData(ClusterPlatform.Aks, DnsProviderKind.Coredns, "DNS provider 'coredns' of cluster 'west' cannot be configured on platform 'aks'.")]
    [InlineData(ClusterPlatform.GkeAutopilot, DnsProviderKind.KubeDns, "DNS provider 'kube-dns' of cluster 'west' cannot be configured on platform 'gke-autopilot'.")]
    public void Reports_a_provider_that_the_platform_keeps_for_itself(ClusterPlatform platform, DnsProviderKind provider, string message)
    {
        Expect(Plan(provider, DnsMode.Forward, platform), $"MGO4124 Error mesh/west.yaml:1:1: {message}");
    }

    [Theory]
    [InlineData(DnsProviderKind.Coredns)]
    [InlineData(DnsProviderKind.CorednsCustom)]
    [InlineData(DnsProviderKind.KubeDns)]
    [InlineData(DnsProviderKind.EksAddon)]
    [InlineData(DnsProviderKind.Rke2)]
    [InlineData(DnsProviderKind.Openshift)]
    [InlineData(DnsProviderKind.None)]
    public void Renders_nothing_for_capture_with_any_provider(DnsProviderKind provider)
    {
        Assert.Empty(DnsCase.Render(Plan(provider, DnsMode.Capture).WithClient()));
    }

    [Theory]
    [InlineData(DnsProviderKind.Coredns, "the modes that work are 'Hosts' and 'Forward'.")]
    [InlineData(DnsProviderKind.KubeDns, "the mode that works is 'Forward'.")]
    [InlineData(DnsProviderKind.None, "no other mode works with its DNS provider.")]
    public void Reports_capture_that_is_disabled(DnsProviderKind provider, string modes)
    {
        var dns = DnsPlan.None with { Provider = provider, Location = DnsCase.Spec.Start };

        Expect(
            DnsCase.Plan(dns, capture: DnsCapture.Disabled).WithClient(),
            $"MGO4103 Error mesh/west.yaml:1:1: Mode 'Capture' cannot work in cluster 'west', whose 'capture' is 'Disabled'; {modes}");
    }

    [Fact]
    public void Reports_capture_before_Istio_1_8()
    {
        Expect(
            DnsCase.Plan(DnsPlan.None, istio: "1.7.8").WithClient(),
            "MGO4103 Error mesh/west.yaml:1:1: Mode 'Capture' needs Istio 1.8, but cluster 'west' runs 1.7.8; no other mode works with its DNS provider.");
        Assert.Empty(DnsCase.Render(DnsCase.Plan(DnsPlan.None, istio: "1.8").WithClient()));
    }

    [Fact]
    public void Asks_nothing_of_a_cluster_that_calls_no_host_or_has_no_Istio()
    {
        Assert.Empty(DnsCase.Render(DnsCase.Plan(DnsPlan.None, capture: DnsCapture.Disabled)));
        Assert.Empty(DnsCase.Render(DnsCase.Plan(DnsPlan.None, istio: "1.7", provider: MeshProviderKind.Osm).WithClient()));
    }

    [Fact]
    public void Every_finding_of_the_area_has_an_id_of_its_own()
    {
        var fields = typeof(DnsDiagnostics).GetFields().Select(field => field.GetValue(null)).OfType<MeshGitOps.Specs.Diagnostics.DiagnosticDescriptor>();

        Assert.Equal(fields, DnsDiagnostics.All);
        Assert.Equal(DnsDiagnostics.All.Length, DnsDiagnostics.All.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(DnsDiagnostics.All, descriptor => Assert.Matches("^MGO41[0-9]{2}$", descriptor.Id));
    }

    private static ClusterPlan Plan(DnsProviderKind provider, DnsMode mode, ClusterPlatform platform = ClusterPlatform.Other) =>
        DnsCase.Plan(DnsCase.Coredns() with { Provider = provider, Mode = mode, Upstreams = [DnsCase.At("10.0.0.53")] }, platform);

    private static void Expect(ClusterPlan plan, string expected) => Assert.Equal(expected, DnsCase.Describe(DnsCase.Find(plan)));
}
