using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>Which DNS provider can do what, by platform.</summary>
internal static class DnsSupport
{
    /// <summary>At most one finding: the mode, the platform or the cache before the provider says no.</summary>
    public static Diagnostic? Check(ClusterPlan plan)
    {
        var settings = plan.Settings;
        var location = plan.Dns.Location ?? settings.Origin.Location;
        if (settings.DnsMode == DnsMode.Capture)
        {
            return plan.ClientEntries.IsEmpty || settings.Provider != MeshProviderKind.Istio ? null : CheckCapture(settings, location);
        }

        if (settings is { Platform: ClusterPlatform.GkeAutopilot, DnsProvider: not DnsProviderKind.None }
            or { Platform: ClusterPlatform.Aks, DnsProvider: DnsProviderKind.Coredns })
        {
            return Diagnostic.Create(
                DnsDiagnostics.ProviderNotOnPlatform,
                location,
                $"DNS provider '{SettingTable.Spell(settings.DnsProvider)}' of cluster '{settings.Name}' cannot be configured on platform '{SettingTable.Spell(settings.Platform)}'.",
                settings.Platform == ClusterPlatform.Aks
                    ? "Use provider 'coredns-custom', with mode 'Capture', 'Hosts' or 'Forward'."
                    : "Use mode 'Capture'.");
        }

        if (!Can(settings.DnsProvider, settings.DnsMode))
        {
            return Diagnostic.Create(
                DnsDiagnostics.ModeNotPossible,
                location,
                $"Mode '{settings.DnsMode}' is not possible with DNS provider '{SettingTable.Spell(settings.DnsProvider)}' of cluster '{settings.Name}'; "
                + ModesThatWork(settings.DnsProvider),
                Can(settings.DnsProvider, DnsMode.Forward)
                    ? "Use mode 'Forward' with 'responder', which renders a small CoreDNS that answers the hosts."
                    : "Use mode 'Capture', with DNS capture enabled in the mesh config.");
        }

        return plan.Dns.NodeLocalCache is { Value: true } cache ? CheckNodeLocalCache(settings, cache) : null;
    }

    /// <summary>With kube-dns the cache reads the same ConfigMap.</summary>
    private static Diagnostic? CheckNodeLocalCache(ClusterSettings settings, Located<bool> cache)
    {
        if (settings.DnsProvider == DnsProviderKind.Openshift)
        {
            return Diagnostic.Create(
                DnsDiagnostics.NodeLocalCacheNotPossible,
                cache.Location,
                $"DNS provider 'openshift' of cluster '{settings.Name}' runs on each node itself, so that no NodeLocal DNSCache takes stubs there.",
                "Remove 'nodeLocalCache'.");
        }

        return settings.DnsMode == DnsMode.Forward
            ? null
            : Diagnostic.Create(
                DnsDiagnostics.NodeLocalCacheNotPossible,
                cache.Location,
                $"NodeLocal DNSCache of cluster '{settings.Name}' cannot ask for the hosts in mode '{settings.DnsMode}': "
                + "no spec knows the address of the cluster DNS behind it.",
                "Use mode 'Forward' with 'responder', which is asked by the cluster DNS and by the cache.");
    }

    private static Diagnostic? CheckCapture(ClusterSettings settings, SourceLocation location)
    {
        if (settings.DnsCapture == DnsCapture.Disabled)
        {
            return Diagnostic.Create(
                DnsDiagnostics.CaptureNotPossible,
                location,
                $"Mode 'Capture' cannot work in cluster '{settings.Name}', whose 'capture' is 'Disabled'; {OtherModesThatWork(settings.DnsProvider)}",
                "Set ISTIO_META_DNS_CAPTURE to \"true\" in the mesh config and declare 'capture: Enabled', or choose another mode.");
        }

        return settings.IstioVersion.IsAtLeast(1, 8)
            ? null
            : Diagnostic.Create(
                DnsDiagnostics.CaptureNotPossible,
                location,
                $"Mode 'Capture' needs Istio 1.8, but cluster '{settings.Name}' runs {settings.IstioVersion}; {OtherModesThatWork(settings.DnsProvider)}",
                "Upgrade Istio, or choose another mode.");
    }

    private static bool Can(DnsProviderKind provider, DnsMode mode) => mode switch
    {
        DnsMode.Hosts => provider is DnsProviderKind.Coredns or DnsProviderKind.CorednsCustom or DnsProviderKind.EksAddon or DnsProviderKind.Rke2,
        DnsMode.Forward => provider is not DnsProviderKind.None,
        _ => true,
    };

    private static string ModesThatWork(DnsProviderKind provider) =>
        Can(provider, DnsMode.Forward) ? "the modes that work are 'Capture' and 'Forward'." : "the mode that works is 'Capture'.";

    private static string OtherModesThatWork(DnsProviderKind provider) =>
        Can(provider, DnsMode.Hosts) ? "the modes that work are 'Hosts' and 'Forward'."
        : Can(provider, DnsMode.Forward) ? "the mode that works is 'Forward'."
        : "no other mode works with its DNS provider.";
}
