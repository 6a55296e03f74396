using System.Collections.Immutable;

namespace MeshGitOps.Policies;

/// <summary>
/// The codes of <c>istioctl analyze</c>, so that people find the rule for the code that they know.
/// Source: pkg/config/analysis/msg/messages.yaml of Istio at 86c9f01fd73.
/// </summary>
public static class IstioctlCodes
{
    /// <summary>Sorted by code.</summary>
    public static readonly ImmutableArray<IstioctlCode> All =
    [
        new("IST0001", "InternalError", NotDecided: "it says that istioctl itself failed; nothing in the files causes it"),
        new("IST0002", "Deprecated"),
        new("IST0101", "ReferencedResourceNotFound"),
        new("IST0102", "NamespaceNotInjected"),
        new("IST0103", "PodMissingProxy", NotDecided: "it looks at running pods, which only a cluster has; 'server-without-sidecar' and MGO findings speak of workloads that will not get a sidecar"),
        new("IST0106", "SchemaValidationError"),
        new("IST0107", "MisplacedAnnotation"),
        new("IST0108", "UnknownAnnotation"),
        new("IST0109", "ConflictingMeshGatewayVirtualServiceHosts"),
        new("IST0110", "ConflictingSidecarWorkloadSelectors"),
        new("IST0111", "MultipleSidecarsWithoutWorkloadSelectors"),
        new("IST0112", "VirtualServiceDestinationPortSelectorRequired"),
        new("IST0116", "DeploymentAssociatedToMultipleServices"),
        new("IST0118", "PortNameIsNotUnderNamingConvention"),
        new("IST0123", "NamespaceMultipleInjectionLabels"),
        new("IST0125", "InvalidAnnotation"),
        new("IST0126", "UnknownMeshNetworksServiceRegistry"),
        new("IST0127", "NoMatchingWorkloadsFound"),
        new("IST0128", "NoServerCertificateVerificationDestinationLevel"),
        new("IST0129", "NoServerCertificateVerificationPortLevel"),
        new("IST0130", "VirtualServiceUnreachableRule"),
        new("IST0131", "VirtualServiceIneffectiveMatch"),
        new("IST0132", "VirtualServiceHostNotFoundInGateway"),
        new("IST0133", "SchemaWarning"),
        new("IST0134", "ServiceEntryAddressesRequired"),
        new("IST0135", "DeprecatedAnnotation"),
        new("IST0136", "AlphaAnnotation", NotDecided: "istioctl reports it only in its pre-check before an upgrade: whether an annotation is alpha depends on the release to come"),
        new("IST0137", "DeploymentConflictingPorts"),
        new("IST0138", "GatewayDuplicateCertificate"),
        new("IST0139", "InvalidWebhook"),
        new("IST0140", "IngressRouteRulesNotAffected"),
        new("IST0141", "InsufficientPermissions", NotDecided: "it is about what the caller may do in a cluster"),
        new("IST0142", "UnsupportedKubernetesVersion", NotDecided: "it asks the API server for its version"),
        new("IST0143", "LocalhostListener", NotDecided: "it needs the listeners inside of a running pod, and current releases of istioctl do not emit it"),
        new("IST0144", "InvalidApplicationUID"),
        new("IST0145", "ConflictingGateways"),
        new("IST0146", "ImageAutoWithoutInjectionWarning"),
        new("IST0147", "ImageAutoWithoutInjectionError"),
        new("IST0148", "NamespaceInjectionEnabledByDefault"),
        new("IST0149", "JwtClaimBasedRoutingWithoutRequestAuthN"),
        new("IST0150", "ExternalNameServiceTypeInvalidPortName"),
        new("IST0151", "EnvoyFilterUsesRelativeOperation"),
        new("IST0152", "EnvoyFilterUsesReplaceOperationIncorrectly"),
        new("IST0153", "EnvoyFilterUsesAddOperationIncorrectly"),
        new("IST0154", "EnvoyFilterUsesRemoveOperationIncorrectly"),
        new("IST0155", "EnvoyFilterUsesRelativeOperationWithProxyVersion"),
        new("IST0156", "UnsupportedGatewayAPIVersion", NotDecided: "it reads the version of CRDs that are installed in a cluster, before an upgrade"),
        new("IST0157", "InvalidTelemetryProvider"),
        new("IST0158", "PodsIstioProxyImageMismatchInNamespace", NotDecided: "it compares images of running pods"),
        new("IST0159", "ConflictingTelemetryWorkloadSelectors"),
        new("IST0160", "MultipleTelemetriesWithoutWorkloadSelectors"),
        new("IST0161", "InvalidGatewayCredential", NotDecided: "it reads the contents of Secrets, which do not belong into a repository"),
        new("IST0162", "GatewayPortNotDefinedOnService"),
        new("IST0163", "InvalidExternalControlPlaneConfig", NotDecided: "it needs the address that an external control plane has in its own cluster"),
        new("IST0164", "ExternalControlPlaneAddressIsNotAHostname"),
        new("IST0165", "ReferencedInternalGateway"),
        new("IST0166", "IneffectiveSelector"),
        new("IST0167", "IneffectivePolicy"),
        new("IST0168", "UnknownUpgradeCompatibility", NotDecided: "no current release of istioctl emits it"),
        new("IST0169", "UpdateIncompatibility", NotDecided: "istioctl reports it only in its pre-check, from the release to come"),
        new("IST0170", "MultiClusterInconsistentService"),
        new("IST0171", "NegativeConditionStatus", NotDecided: "it reads the status of objects, which only a cluster has"),
        new("IST0172", "FutureUnsupportedGatewayAPIVersion", NotDecided: "it reads the version of CRDs that are installed in a cluster, before an upgrade"),
        new("IST0173", "DestinationRuleSubsetNotSelectPods"),
        new("IST0174", "UnknownDestinationRuleHost"),
        new("IST0175", "JwksUriFetchUnrestricted"),
        new("IST0176", "GatewayAPICRDVersionBelowMinimum"),
        new("IST0177", "ConflictingServiceEntryProtocol"),
    ];

    public static IstioctlCode? Find(string code) =>
        All.FirstOrDefault(known => known.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Name">As istioctl calls it.</param>
/// <param name="NotDecided">Why no rule here looks for it, as the end of a sentence; null where rules have it as an alias.</param>
public sealed record IstioctlCode(string Code, string Name, string? NotDecided = null);
