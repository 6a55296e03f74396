using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Workspaces;

/// <summary>What is read and where the output goes (<c>meshgitops.yaml</c>). Paths are relative to that file.</summary>
public sealed record WorkspaceSpec
{
    /// <summary>Null where the folder has no <c>meshgitops.yaml</c>: everything is the default then.</summary>
    public SpecMetadata? Metadata { get; init; }

    /// <summary>A range such as <c>&gt;=0.1</c> that the version of the tool must lie in.</summary>
    public Located<VersionRange>? RequiredVersion { get; init; }

    /// <summary>Files, folders and globs of specs; empty means the folder of the workspace.</summary>
    public ImmutableArray<Located<string>> Specs { get; init; } = [];

    /// <summary>Folders of policy files; default means <c>policies/</c>, if there is one.</summary>
    public ImmutableArray<Located<string>> Policies { get; init; } = [];

    /// <summary>Folders of templates; default means <c>templates/</c>, if there is one.</summary>
    public ImmutableArray<Located<string>> Templates { get; init; } = [];

    public Located<string>? OutputDirectory { get; init; }

    public OutputLayout Layout { get; init; } = OutputLayout.PerService;

    /// <summary>Whether the folder of each cluster gets a <c>kustomization.yaml</c>.</summary>
    public bool Kustomization { get; init; }

    public PublishSpec Publish { get; init; } = new();

    /// <summary>Null where it is not written.</summary>
    public DeliverySpec? Delivery { get; init; }

    /// <summary>The range of virtual addresses in CIDR form; default <c>240.0.0.0/10</c>.</summary>
    public Located<string>? VirtualAddressRange { get; init; }

    public Located<string>? LockFile { get; init; }

    public const string DefaultOutputDirectory = "rendered";
    public const string DefaultVirtualAddressRange = "240.0.0.0/10";
    public const string DefaultLockFile = "addresses.lock.yaml";
    public const string FileName = "meshgitops.yaml";
}

/// <summary>How the manifests of a cluster are spread over files.</summary>
public enum OutputLayout
{
    /// <summary>One file per host and cluster.</summary>
    PerService,

    /// <summary>One file per cluster and concern, for very large fleets.</summary>
    PerCluster,
}
