using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.GlobalNamespaces;

/// <summary>One service-discovery domain over namespaces of several clusters.</summary>
public sealed record GlobalNamespaceSpec
{
    public required SpecMetadata Metadata { get; init; }

    public required Located<string> Domain { get; init; }

    /// <summary><c>{service}.{domain}</c> (default) or <c>{service}.{namespace}.{domain}</c>.</summary>
    public Located<string>? Hostname { get; init; }

    public ImmutableArray<MemberSpec> Members { get; init; } = [];

    /// <summary>Patterns of Service names; default <c>*</c>.</summary>
    public ImmutableArray<Located<string>> IncludedServices { get; init; } = [];

    /// <summary>Patterns that are added to <c>default/kubernetes</c>; <c>name</c> or <c>namespace/name</c>.</summary>
    public ImmutableArray<Located<string>> ExcludedServices { get; init; } = [];

    public Located<MtlsMode>? MtlsMode { get; init; }

    public Located<MtlsRollout>? MtlsRollout { get; init; }

    public Located<InterconnectMode>? Interconnect { get; init; }

    public Located<string>? ConfigNamespace { get; init; }

    public ImmutableSortedDictionary<string, string> ConfigNamespaceLabels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public Located<ConsumerScope>? Consumers { get; init; }

    public FailoverSpec? Failover { get; init; }

    public Located<bool>? Isolation { get; init; }

    public const string DefaultHostname = "{service}.{domain}";
    public const string NamespacedHostname = "{service}.{namespace}.{domain}";
}

/// <summary>Namespaces of clusters. A pattern holds <c>*</c>; an exact name needs no evidence in the manifests.</summary>
public sealed record MemberSpec(SourceLocation Location, ClusterSelector Clusters, ImmutableArray<Located<string>> Namespaces);

/// <summary>Clusters by name (<c>*</c> is all) and by label; where both are given, both apply.</summary>
public sealed record ClusterSelector(
    SourceLocation Location,
    ImmutableArray<Located<string>> Names,
    ImmutableSortedDictionary<string, string>? MatchLabels);

public enum MtlsRollout
{
    Strict,

    /// <summary>PERMISSIVE is rendered for the first weeks.</summary>
    Permissive,
}

public enum InterconnectMode
{
    EastWest,
    EgressHop,
    Legacy,
}

public enum ConsumerScope
{
    Members,
    Declared,
}

/// <summary>What a client does when endpoints of a host are down.</summary>
public sealed record FailoverSpec
{
    public required SourceLocation Location { get; init; }

    public Located<bool>? Enabled { get; init; }

    public ImmutableArray<FailoverRegion> Regions { get; init; } = [];

    public OutlierDetectionSpec? OutlierDetection { get; init; }
}

/// <summary>One target per source region.</summary>
public sealed record FailoverRegion(SourceLocation Location, Located<string> From, Located<string> To);

/// <summary>Durations as Istio writes them; null is the default of the mesh tool.</summary>
public sealed record OutlierDetectionSpec(
    SourceLocation Location,
    Located<int>? ConsecutiveGatewayErrors,
    Located<int>? Consecutive5xxErrors,
    Located<string>? Interval,
    Located<string>? BaseEjectionTime,
    Located<int>? MaxEjectionPercent);
