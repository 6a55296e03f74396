using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.GlobalServices;

/// <summary>What the manifests cannot say about one service of a GlobalNamespace.</summary>
public sealed record GlobalServiceSpec
{
    public required SpecMetadata Metadata { get; init; }

    public required Located<string> GlobalNamespace { get; init; }

    public required NamespacedReference Service { get; init; }

    public ImmutableArray<ServiceCluster> Clusters { get; init; } = [];

    public ImmutableArray<BackendSpec> Backends { get; init; } = [];

    public ImmutableArray<Located<string>> Aliases { get; init; } = [];

    public Located<string>? VirtualAddress { get; init; }

    public ImmutableArray<GlobalPortSpec> Ports { get; init; } = [];

    /// <summary>With <see cref="Ports"/> and <see cref="ServiceAccounts"/> it stands for a missing manifest.</summary>
    public ImmutableSortedDictionary<string, string>? Selector { get; init; }

    public ImmutableArray<Located<string>> ServiceAccounts { get; init; } = [];

    /// <summary>Whether it says everything that the manifest of the Service and its workload would (a Helm release, say).</summary>
    public bool StandsForManifest => !Ports.IsEmpty && Selector is { IsEmpty: false } && !ServiceAccounts.IsEmpty;

    public ImmutableArray<ConsumerSpec> Consumers { get; init; } = [];

    public Located<bool>? ReplicatedBackend { get; init; }

    /// <summary>Exceptions by Service port.</summary>
    public ImmutableArray<PortMtls> PortLevelMtls { get; init; } = [];

    public FailoverSpec? Failover { get; init; }

    public CircuitBreakerSpec? CircuitBreaker { get; init; }
}

/// <summary>A cluster that serves the service. Draining keeps the server side and takes the endpoint from every client.</summary>
public sealed record ServiceCluster(Located<string> Name, ServingState State);

public enum ServingState
{
    Serving,
    Draining,
}

/// <summary>The same service under another name or namespace elsewhere.</summary>
public sealed record BackendSpec(Located<string> Cluster, NamespacedReference Service);

public sealed record GlobalPortSpec(
    SourceLocation Location,
    Located<int> Number,
    Located<string>? Name,
    Located<int>? TargetPort,
    Located<string>? Protocol);

public sealed record ConsumerSpec(SourceLocation Location, Located<string> Namespace, ClusterSelector? Clusters);

public sealed record PortMtls(Located<int> Port, Located<MtlsMode> Mode);

/// <summary>Limits of a client's connections; a limit of 0 means none.</summary>
public sealed record CircuitBreakerSpec(
    SourceLocation Location,
    Located<int>? MaxConnections,
    Located<int>? MaxPendingRequests,
    Located<int>? MaxRequestsPerConnection,
    OutlierDetectionSpec? OutlierDetection);
