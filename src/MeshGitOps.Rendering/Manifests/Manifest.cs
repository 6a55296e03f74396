using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>One Kubernetes object that is rendered for a cluster.</summary>
public sealed record Manifest
{
    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    /// <summary>Null for an object without a namespace.</summary>
    public string? Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>The whole object, <c>apiVersion</c> first.</summary>
    public required ManifestMapping Root { get; init; }

    public required Origin Origin { get; init; }

    public ManifestPlacement Placement { get; init; } = new(ManifestConcern.Cluster, null, null);
}

/// <summary>What a layout needs to know to choose the file of a manifest.</summary>
/// <param name="GlobalNamespace">The GlobalNamespace it belongs to, if it belongs to one.</param>
/// <param name="Host">The host it belongs to, if it belongs to one.</param>
public sealed record ManifestPlacement(ManifestConcern Concern, string? GlobalNamespace, string? Host)
{
    /// <summary>The template that rendered it; set where the concern is <see cref="ManifestConcern.Template"/>.</summary>
    public string? Template { get; init; }
}

/// <summary>What a manifest is about.</summary>
public enum ManifestConcern
{
    /// <summary>About the cluster as a whole: Gateway, responder.</summary>
    Cluster,

    /// <summary>About a GlobalNamespace: its config namespace, PeerAuthentication.</summary>
    GlobalNamespace,

    /// <summary>The client side of a host.</summary>
    Client,

    /// <summary>The server side of a host.</summary>
    Server,

    /// <summary>The way of a host through the egress gateway.</summary>
    Egress,

    /// <summary>A patch of an object that belongs to somebody else; never pruned.</summary>
    Shared,

    /// <summary>What a template of the workspace makes.</summary>
    Template,
}
