using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>What the manifests say runs in one cluster; every list is sorted by namespace, then name.</summary>
public sealed record ClusterInventory
{
    public required string Cluster { get; init; }

    public ImmutableArray<KubernetesService> Services { get; init; } = [];

    public ImmutableArray<KubernetesNamespace> Namespaces { get; init; } = [];

    public ImmutableArray<KubernetesServiceAccount> ServiceAccounts { get; init; } = [];

    public ImmutableArray<KubernetesWorkload> Workloads { get; init; } = [];

    /// <summary>Without those that this tool rendered.</summary>
    public ImmutableArray<IstioPeerAuthentication> PeerAuthentications { get; init; } = [];

    public ImmutableArray<KubernetesNode> Nodes { get; init; } = [];

    /// <summary>
    /// The mesh configuration (Istio, Gateway API, webhooks, mesh ConfigMaps) and whatever carries an annotation of Istio,
    /// as it is written and also where it stands twice; sorted by kind, namespace, name, place.
    /// </summary>
    public ImmutableArray<KubernetesObject> Objects { get; init; } = [];

    /// <summary>The comments of the files that speak to this tool, in the order of the files.</summary>
    public ImmutableArray<ToolComment> Comments { get; init; } = [];

    public ReadCounts Counts { get; init; } = new(0, 0, 0);
}

/// <summary>The name of an object in a namespace.</summary>
public readonly record struct ServiceKey(string Namespace, string Name) : IComparable<ServiceKey>
{
    public int CompareTo(ServiceKey other)
    {
        var result = string.CompareOrdinal(Namespace, other.Namespace);
        return result != 0 ? result : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => $"{Namespace}/{Name}";
}

public sealed record KubernetesNamespace(
    string Name,
    ImmutableSortedDictionary<string, string> Labels,
    SourceLocation Location)
{
    /// <summary>For the places of the labels.</summary>
    public YamlMapping? Metadata { get; init; }
}

public sealed record KubernetesServiceAccount(ServiceKey Key, SourceLocation Location);

/// <summary>A PeerAuthentication of security.istio.io: whether it is for all pods of its namespace.</summary>
public sealed record IstioPeerAuthentication(ServiceKey Key, bool IsNamespaceWide, bool IsOurs, SourceLocation Location);

/// <summary>A node: only what capacity and locality need.</summary>
public sealed record KubernetesNode(
    string Name,
    ImmutableSortedDictionary<string, string> Labels,
    string? AllocatableCpu,
    string? AllocatableMemory,
    string? AllocatablePods,
    SourceLocation Location);
