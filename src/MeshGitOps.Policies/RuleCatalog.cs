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
        new AddressOfTwoHosts(),
        new AddressRangesNotDeclared(),
        new CertificateInTwoGateways(),
        new ClientEntryVisibleToGateway(),
        new ClusterBelowCapacity(),
        new ClusterLabelOnEndpoint(),
        new CorednsCustomKeyIgnored(),
        new DnsCaptureNotDeclared(),
        new DnsUpstreamNotLiteral(),
        new DomainInsideAnother(),
        new DomainSuffixNotAllowed(),
        new EndpointWithoutLocality(),
        new ExportToManyNamespaces(),
        new ExternalNamePortWithoutProtocol(),
        new FailoverRegionWithoutCluster(),
        new GatewayAddressPrivate(),
        new GatewayEndpointInAmbient(),
        new GatewayPortNotOnService(),
        new GatewaySelectorUnknown(),
        new GlobalHostInServiceEntry(),
        new GlobalHostNotInGateway(),
        new HostInEnvironmentUnknown(),
        new HostInTwoGateways(),
        new HostInTwoServiceEntries(),
        new HostWithoutConsumer(),
        new Ipv6BesideHostname(),
        new MeshHostExternal(),
        new MtlsNotStrict(),
        new PassthroughHostTooWide(),
        new PassthroughHostUnknown(),
        new PassthroughWithCertificate(),
        new PortNameContradictsProtocol(),
        new PortNameWithoutProtocol(),
        new PortSharedWithoutAddress(),
        new PublicHostInsideClosedZone(),
        new RegionLabelMismatch(),
        new RootCertificateNotDeclared(),
        new ServerFirstPortWithoutProtocol(),
        new ServiceAccountOfOtherNamespace(),
        new ServiceDiffersBetweenClusters(),
        new ServiceEntryAddressReserved(),
        new ServiceEntryExportToInAmbient(),
        new ServiceEntryForLocalService(),
        new SharedNetworkThroughGateways(),
        new StubDomainsRefused(),
        new SubjectAltNameUnknown(),
        new SystemNamespaceInMesh(),
        new TcpServiceEntryWithoutAddress(),
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
