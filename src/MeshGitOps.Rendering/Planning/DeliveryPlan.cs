namespace MeshGitOps.Rendering.Planning;

/// <summary>What Argo CD and Flux are told of the whole fleet.</summary>
public sealed record DeliveryPlan
{
    /// <summary>The name of the Workspace; what is rendered for delivery begins with it.</summary>
    public required string Name { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>The URL of the repository that is pulled; null where all clusters pull an artifact.</summary>
    public required string? Repository { get; init; }

    /// <summary>The folder of the output from the root of what is pulled from the repository; "" is the root.</summary>
    public required string Root { get; init; }

    /// <summary>What everybody follows; null where each cluster has a branch of its own.</summary>
    public required DeliveryRevision? Revision { get; init; }

    /// <summary>The namespace of Argo CD.</summary>
    public required string ArgoCdNamespace { get; init; }

    /// <summary>Whether one Application per cluster is rendered, and not an ApplicationSet.</summary>
    public required bool IsPerCluster { get; init; }

    public required bool IsAutomated { get; init; }

    /// <summary>The artifact that Flux pulls in the place of the repository.</summary>
    public required OciArtifactPlan? FluxArtifact { get; init; }

    /// <summary>The Secret with which Flux pulls; null where it needs none.</summary>
    public required string? FluxSecret { get; init; }

    /// <summary>A path from the root of what is pulled from the repository.</summary>
    public string At(string path) => Root.Length == 0 ? path : $"{Root}/{path}";
}

/// <summary>A branch, or where nobody says which it is the name as it is written: a tag, <c>HEAD</c>.</summary>
/// <param name="Branch">Null for a full name such as <c>refs/tags/v1</c>, and for <c>HEAD</c>.</param>
public sealed record DeliveryRevision(string Name, string? Branch);

/// <summary>An artifact in a registry whose root is the output.</summary>
public sealed record OciArtifactPlan(string Url, string Tag);

/// <summary>How the manifests of a cluster reach it.</summary>
public abstract record ClusterDeliveryPlan(DeliveryRevision Revision);

/// <param name="Server">The URL of the API server; null where Argo CD knows the cluster by its name.</param>
public sealed record ArgoCdClusterPlan(DeliveryRevision Revision, string? Server, string Project) : ClusterDeliveryPlan(Revision)
{
    /// <summary>Whether the AppProject is ours: that named <c>default</c> is there in each Argo CD, and not ours to change.</summary>
    public bool OwnsProject => Project != "default";
}

/// <param name="Interval">As it is written: <c>5m</c>.</param>
public sealed record FluxClusterPlan(DeliveryRevision Revision, string Namespace, string Interval) : ClusterDeliveryPlan(Revision);
