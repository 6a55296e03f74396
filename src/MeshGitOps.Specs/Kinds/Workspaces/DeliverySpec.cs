using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Workspaces;

/// <summary>What Argo CD and Flux are told.</summary>
public sealed record DeliverySpec
{
    public required SourceLocation Location { get; init; }

    /// <summary>The URL that they pull from; without a user (but that of ssh) or password.</summary>
    public Located<string>? Repository { get; init; }

    /// <summary>The branch or tag that they follow; null means HEAD, or the branch that is published to.</summary>
    public Located<string>? Revision { get; init; }

    public ArgoCdSettings ArgoCd { get; init; } = new();

    /// <summary>Where set, Flux pulls an artifact of a registry and not the repository.</summary>
    public FluxOciSpec? FluxOci { get; init; }

    /// <summary>The Secret with which Flux pulls; null means that named after the Workspace with ssh, else none.</summary>
    public Located<string>? FluxSecret { get; init; }
}

/// <summary>The objects of Argo CD.</summary>
public sealed record ArgoCdSettings
{
    /// <summary>Default <c>argocd</c>.</summary>
    public Located<string>? Namespace { get; init; }

    public ArgoCdApplications Applications { get; init; } = ArgoCdApplications.ApplicationSet;

    /// <summary>Whether Argo CD syncs by itself, and prunes.</summary>
    public bool Automated { get; init; }

    public const string DefaultNamespace = "argocd";
}

/// <summary>Who makes the Applications.</summary>
public enum ArgoCdApplications
{
    /// <summary>An ApplicationSet for each project.</summary>
    ApplicationSet,

    /// <summary>One Application per cluster is rendered.</summary>
    PerCluster,
}

/// <summary>An artifact with the output in a registry.</summary>
public sealed record FluxOciSpec(Located<string> Url, Located<string>? Tag)
{
    public const string DefaultTag = "latest";
}
