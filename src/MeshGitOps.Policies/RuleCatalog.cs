using System.Collections.Frozen;
using System.Collections.Immutable;
using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Policies.Rules.Plans;
using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>The list of all rules, sorted by id. A new rule is one file and one line here.</summary>
public static class RuleCatalog
{
    public static readonly ImmutableArray<Rule> Rules =
    [
        new AddressDiffersBetweenClusters(),
        new AddressOfTwoHosts(),
        new AddressRangesNotDeclared(),
        new CertificateInTwoGateways(),
        new ClientEntryVisibleToGateway(),
        new ClusterBelowCapacity(),
        new ClusterLabelOnEndpoint(),
        new CompetingDestinationRules(),
        new ConsumerScopeTooWide(),
        new CorednsCustomKeyIgnored(),
        new DelegateNotUsed(),
        new DelegateUnknown(),
        new DestinationHostNotVisible(),
        new DestinationHostUnknown(),
        new DestinationPortUnknown(),
        new DestinationRuleHostUnknown(),
        new DestinationRuleOnGlobalHost(),
        new DestinationWithoutPort(),
        new DnsCaptureNotDeclared(),
        new DnsUpstreamNotLiteral(),
        new DomainInsideAnother(),
        new DomainSuffixNotAllowed(),
        new EndpointWithoutLocality(),
        new ExportToManyNamespaces(),
        new ExternalNamePortWithoutProtocol(),
        new FailoverRegionInvalid(),
        new FailoverRegionWithoutCluster(),
        new FailoverWithoutOutlierDetection(),
        new GatewayAddressPrivate(),
        new GatewayEndpointInAmbient(),
        new GatewayPortNotOnService(),
        new GatewaySelectorUnknown(),
        new GatewayUnknown(),
        new GatewayWithoutNetworkView(),
        new GlobalHostInServiceEntry(),
        new GlobalHostNotInGateway(),
        new HostInEnvironmentUnknown(),
        new HostInTwoGateways(),
        new HostInTwoServiceEntries(),
        new HostNotInGateway(),
        new HostNotServedByGateway(),
        new HostRepeatedInVirtualService(),
        new HostWithoutConsumer(),
        new IngressRouteBypassesSubsets(),
        new Ipv6BesideHostname(),
        new JwtClaimRouteWithoutAuthentication(),
        new LocalityDistributionInvalid(),
        new MeshHostExternal(),
        new MeshRouteForEveryHost(),
        new MtlsNotStrict(),
        new PassthroughEntryWithoutMtls(),
        new PassthroughHostTooWide(),
        new PassthroughHostUnknown(),
        new PassthroughWithCertificate(),
        new PortNameContradictsProtocol(),
        new PortNameWithoutProtocol(),
        new PortSettingsDropHostSettings(),
        new PortSharedWithoutAddress(),
        new PublicHostInsideClosedZone(),
        new RegexNotRe2(),
        new RegionLabelMismatch(),
        new RootCertificateNotDeclared(),
        new RouteMatchWithoutEffect(),
        new RouteNeverReached(),
        new RouteProtocolMismatch(),
        new RouteWeightsNoPercentages(),
        new ServerFirstPortWithoutProtocol(),
        new ServiceAccountOfOtherNamespace(),
        new ServiceDiffersBetweenClusters(),
        new ServiceEntryAddressReserved(),
        new ServiceEntryExportToInAmbient(),
        new ServiceEntryForLocalService(),
        new SharedNetworkThroughGateways(),
        new SharedObjectWithoutPruneGuard(),
        new SidecarHidesGlobalHosts(),
        new SidecarHostUnknown(),
        new SidecarInAmbientNamespace(),
        new SidecarSelectsNothing(),
        new SidecarWithoutSelectorTwice(),
        new SidecarsSelectSameWorkload(),
        new SniOfAnotherPort(),
        new StubDomainsRefused(),
        new SubjectAltNameUnknown(),
        new SubsetOfGlobalHost(),
        new SubsetSelectsNoPods(),
        new SubsetUnknown(),
        new SystemNamespaceInMesh(),
        new TcpServiceEntryWithoutAddress(),
        new TlsWithoutServerVerification(),
        new VirtualServiceHostConflict(),
        new VirtualServiceOnGeneratedGateway(),
    ];

    private static readonly FrozenDictionary<string, Rule> ById = Rules.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The rule with this id, or null.</summary>
    public static Rule? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The rule with this id, or all rules that share this code of another tool; sorted by id.</summary>
    public static ImmutableArray<Rule> FindAll(string idOrAlias) =>
        Find(idOrAlias) is { } rule ? [rule] : [.. Rules.Where(known => known.Aliases.Contains(idOrAlias, StringComparer.Ordinal))];

    /// <summary>Whether <c>render</c> and <c>publish</c> stop for this finding; every error that is not a rule's does.</summary>
    public static bool StopsOutput(Diagnostic diagnostic) =>
        diagnostic.Severity == Severity.Error && Find(diagnostic.Id) is not { AffectsOutput: false };
}
