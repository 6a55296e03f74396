using System.Collections.Frozen;
using System.Collections.Immutable;
using static MeshGitOps.Specs.Istio.IstioAnnotationValue;

namespace MeshGitOps.Specs.Istio;

/// <summary>
/// The annotations that Istio reads, those of former releases included; sorted by name.
/// Source: annotation/annotations.yaml of istio.io/api, and the page "Resource Annotations" of Istio.
/// </summary>
public static class IstioAnnotations
{
    private const string Statistics = "Write 'proxyStatsMatcher' in 'proxy.istio.io/config'.";

    private static readonly ImmutableArray<string> Pod = ["Pod"];
    private static readonly ImmutableArray<string> Gateway = ["Gateway"];
    private static readonly ImmutableArray<string> WorkloadEntry = ["WorkloadEntry"];
    private static readonly ImmutableArray<string> Anything = [];

    public static readonly ImmutableArray<IstioAnnotation> All =
    [
        new("alpha.istio.io/canonical-serviceaccounts", ["Service"]) { IsDeprecated = true },
        new("alpha.istio.io/identity", Pod) { IsDeprecated = true },
        new("alpha.istio.io/kubernetes-serviceaccounts", ["Service"]) { IsDeprecated = true },
        new("ambient.istio.io/bypass-inbound-capture", Pod) { Value = TrueOrFalse },
        new("ambient.istio.io/dns-capture", Pod) { Value = TrueOrFalse },
        new("ambient.istio.io/redirection", Pod),
        new("ambient.istio.io/waypoint-inbound-binding", Anything),
        new("galley.istio.io/analyze-suppress", Anything),
        new("gateway.istio.io/alias-for", Gateway),
        new("gateway.istio.io/controller-version", Anything),
        new("gateway.istio.io/defaults-for-class", Anything),
        new("gateway.istio.io/name-override", Gateway),
        new("gateway.istio.io/service-account", Gateway),
        new("gateway.istio.io/tls-cipher-suites", Anything),
        new("gateway.istio.io/tls-terminate-mode", Anything),
        new("inject.istio.io/templates", Pod),
        new("install.operator.istio.io/chart-owner", Anything),
        new("install.operator.istio.io/owner-generation", Anything),
        new("install.operator.istio.io/version", Anything),
        new("istio.io/autoRegistrationGroup", WorkloadEntry),
        new("istio.io/connectedAt", WorkloadEntry),
        new("istio.io/disconnectedAt", WorkloadEntry),
        new("istio.io/dry-run", ["AuthorizationPolicy"]) { Value = TrueOrFalse },
        new("istio.io/reroute-virtual-interfaces", Pod),
        new("istio.io/rev", Anything),
        new("istio.io/use-waypoint", Anything),
        new("istio.io/use-waypoint-namespace", Anything),
        new("istio.io/waypoint-for", Anything),
        new("istio.io/workloadController", WorkloadEntry),
        new("networking.istio.io/address-type", Gateway),
        new("networking.istio.io/exportTo", ["Service"]),
        new("networking.istio.io/service-type", Gateway),
        new("networking.istio.io/traffic-distribution", Anything),
        new("prometheus.istio.io/merge-metrics", Pod) { Value = TrueOrFalse },
        new("proxy.istio.io/config", Pod) { Value = ProxyConfig },
        new("proxy.istio.io/overrides", Pod),
        new("readiness.status.sidecar.istio.io/applicationPorts", Pod),
        new("readiness.status.sidecar.istio.io/failureThreshold", Pod) { Value = Count },
        new("readiness.status.sidecar.istio.io/initialDelaySeconds", Pod) { Value = Count },
        new("readiness.status.sidecar.istio.io/periodSeconds", Pod) { Value = Count },
        new("sidecar.istio.io/agentLogLevel", Pod),
        new("sidecar.istio.io/bootstrapOverride", Pod),
        new("sidecar.istio.io/componentLogLevel", Pod),
        new("sidecar.istio.io/controlPlaneAuthPolicy", Pod) { IsDeprecated = true },
        new("sidecar.istio.io/discoveryAddress", Pod) { IsDeprecated = true, Instead = "Write 'discoveryAddress' in 'proxy.istio.io/config'." },
        new("sidecar.istio.io/enableCoreDump", Pod),
        new("sidecar.istio.io/extraStatTags", Pod),
        new("sidecar.istio.io/inject", Pod) { IsDeprecated = true, Instead = "Write it as a label of the pod." },
        new("sidecar.istio.io/interceptionMode", Pod) { Value = InterceptionMode },
        new("sidecar.istio.io/logLevel", Pod),
        new("sidecar.istio.io/nativeSidecar", Pod),
        new("sidecar.istio.io/proxyCPU", Pod),
        new("sidecar.istio.io/proxyCPULimit", Pod),
        new("sidecar.istio.io/proxyImage", Pod),
        new("sidecar.istio.io/proxyImageType", Pod),
        new("sidecar.istio.io/proxyMemory", Pod),
        new("sidecar.istio.io/proxyMemoryLimit", Pod),
        new("sidecar.istio.io/rewriteAppHTTPProbers", Pod),
        new("sidecar.istio.io/statsCompression", Pod),
        new("sidecar.istio.io/statsEvictionInterval", Pod),
        new("sidecar.istio.io/statsFlushInterval", Pod),
        new("sidecar.istio.io/statsHistogramBuckets", Pod),
        new("sidecar.istio.io/statsInclusionPrefixes", Pod) { IsDeprecated = true, Instead = Statistics },
        new("sidecar.istio.io/statsInclusionRegexps", Pod) { IsDeprecated = true, Instead = Statistics },
        new("sidecar.istio.io/statsInclusionSuffixes", Pod) { IsDeprecated = true, Instead = Statistics },
        new("sidecar.istio.io/status", Pod),
        new("sidecar.istio.io/userVolume", Pod),
        new("sidecar.istio.io/userVolumeMount", Pod),
        new("status.sidecar.istio.io/port", Pod) { Value = Port },
        new("topology.istio.io/controlPlaneClusters", ["Namespace"]),
        new("traffic.sidecar.istio.io/excludeInboundPorts", Pod) { Value = Ports },
        new("traffic.sidecar.istio.io/excludeInterfaces", Pod),
        new("traffic.sidecar.istio.io/excludeOutboundIPRanges", Pod) { Value = Ranges },
        new("traffic.sidecar.istio.io/excludeOutboundPorts", Pod) { Value = Ports },
        new("traffic.sidecar.istio.io/includeInboundPorts", Pod) { Value = PortsOrAll },
        new("traffic.sidecar.istio.io/includeOutboundIPRanges", Pod) { Value = RangesOrAll },
        new("traffic.sidecar.istio.io/includeOutboundPorts", Pod),
        new("traffic.sidecar.istio.io/kubevirtInterfaces", Pod) { IsDeprecated = true, Instead = "Write 'istio.io/reroute-virtual-interfaces'." },
    ];

    public static readonly ImmutableArray<string> Names = [.. All.Select(annotation => annotation.Name)];

    private static readonly FrozenDictionary<string, IstioAnnotation> ByName = All.ToFrozenDictionary(annotation => annotation.Name, StringComparer.Ordinal);

    public static IstioAnnotation? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether a key belongs to Istio: the domain before the slash is <c>istio.io</c> or lies below it.</summary>
    public static bool IsIstio(string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
        && (name[..slash] == "istio.io" || name[..slash].EndsWith(".istio.io", StringComparison.Ordinal));
}
