using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Clusters;

/// <summary>
/// The DNS providers that this version renders nothing for. Capture works with each of them, since nothing is rendered.
/// Which modes a supported provider has is a matter of planning.
/// </summary>
internal static class DnsSupport
{
    public static void Check(ClusterSpec cluster, DiagnosticBag diagnostics)
    {
        if (cluster.Dns is not { Mode: { Value: not DnsMode.Capture } mode } dns)
        {
            return;
        }

        var provider = dns.Provider is { } written ? Unsupported(written.Value) : UnsupportedDefault(cluster.Platform?.Value);
        if (provider is null)
        {
            return;
        }

        var location = dns.Provider?.Location ?? mode.Location;
        var origin = dns.Provider is null ? ", the default of the platform," : "";
        diagnostics.Add(
            SpecDiagnostics.NotSupportedYet,
            location,
            $"The DNS provider '{provider}'{origin} is not supported yet with the mode '{mode.Value}'.",
            "Use the mode 'Capture', or name the provider 'coredns' where its Corefile is yours to change.");
    }

    private static string? Unsupported(DnsProviderKind provider) => provider switch
    {
        DnsProviderKind.EksAddon => "eks-addon",
        DnsProviderKind.Rke2 => "rke2",
        DnsProviderKind.Openshift => "openshift",
        _ => null,
    };

    private static string? UnsupportedDefault(ClusterPlatform? platform) => platform switch
    {
        ClusterPlatform.Eks => "eks-addon",
        ClusterPlatform.Rke2 => "rke2",
        ClusterPlatform.Openshift => "openshift",
        _ => null,
    };
}
