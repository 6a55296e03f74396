using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Everything about a cluster with its defaults worked out; EffectiveSettings makes it.</summary>
public sealed record ClusterSettings
{
    public const int DefaultEastWestPort = 15443;

    public required string Name { get; init; }

    public required Origin Origin { get; init; }

    public required MeshProviderKind Provider { get; init; }

    public required IstioVersion IstioVersion { get; init; }

    public required ClusterPlatform Platform { get; init; }

    /// <summary>Null where it is not declared: only a cluster without a GlobalNamespace may do so.</summary>
    public required string? Region { get; init; }

    public required string Network { get; init; }

    public required string ClusterDomain { get; init; }

    public required string TrustDomain { get; init; }

    public required string? RootCertificate { get; init; }

    public required string IstioNamespace { get; init; }

    public required string EastWestNamespace { get; init; }

    public required int EastWestPort { get; init; }

    /// <summary>The port of the gateway's Service that <see cref="EastWestPort"/> leads to, as the manifests show it; null where they do not.</summary>
    public int? KnownEastWestServicePort { get; init; }

    /// <summary>
    /// The port that a Gateway object names. A node port (Kubernetes' default range) is only what others dial;
    /// the Service behind it is taken to have the usual port.
    /// </summary>
    public int EastWestServicePort =>
        KnownEastWestServicePort ?? (EastWestPort is >= 30000 and <= 32767 ? DefaultEastWestPort : EastWestPort);

    public required ImmutableSortedDictionary<string, string> EastWestSelector { get; init; }

    /// <summary>Whether the Gateway object of the east-west gateway is ours.</summary>
    public required bool EastWestManaged { get; init; }

    /// <summary>Of the load balancer, in the order of the spec; empty where there is none.</summary>
    public required ImmutableArray<GatewayAddressPlan> EastWestAddresses { get; init; }

    public required string IngressNamespace { get; init; }

    public required string EgressNamespace { get; init; }

    /// <summary>The name of the egress gateway's Service.</summary>
    public required string EgressService { get; init; }

    /// <summary>The port of that Service which mesh traffic takes.</summary>
    public required int EgressPort { get; init; }

    public required ImmutableSortedDictionary<string, string> EgressSelector { get; init; }

    public required InjectionMode InjectionMode { get; init; }

    /// <summary>Null: the label is <c>istio-injection=enabled</c>, else <c>istio.io/rev</c>.</summary>
    public required string? InjectionRevision { get; init; }

    public required DnsMode DnsMode { get; init; }

    public required DnsProviderKind DnsProvider { get; init; }

    public required DnsCapture DnsCapture { get; init; }

    /// <summary>For <c>explain cluster/NAME</c>: every setting with its value and where that came from, sorted by name.</summary>
    public required ImmutableArray<EffectiveSetting> Explained { get; init; }
}

/// <summary>An address of an east-west gateway; no cluster or network in <paramref name="ReachableFrom"/> means all.</summary>
public sealed record GatewayAddressPlan(string Address, ImmutableArray<string> ReachableFrom, SourceLocation Location);

/// <summary>A setting as it counts, and where it came from.</summary>
/// <param name="Source">Declared, Inherited, Derived or Default, with the place or the reason.</param>
public sealed record EffectiveSetting(string Name, string Value, string Source, SourceLocation? Location);
