using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.AccessPolicies;

/// <summary>Who may call a service, or may not.</summary>
public sealed record AccessPolicySpec
{
    /// <summary>AccessPolicy, or the TrafficTarget that it was written as.</summary>
    public SpecKind Kind { get; init; } = SpecKinds.AccessPolicy;

    public required SpecMetadata Metadata { get; init; }

    /// <summary>
    /// The clusters and callers are those of this GlobalNamespace. Where neither it nor <see cref="Clusters"/> stands the policy counts
    /// in every cluster that has the pods, and its callers are of the same cluster or of the same GlobalNamespace as the pods.
    /// </summary>
    public Located<string>? GlobalNamespace { get; init; }

    /// <summary>Each of these clusters by itself.</summary>
    public ClusterSelector? Clusters { get; init; }

    public required AccessTarget To { get; init; }

    public ImmutableArray<AccessSource> From { get; init; } = [];

    /// <summary>A request matches if it matches one of them; without any, every request does.</summary>
    public ImmutableArray<AccessRule> Rules { get; init; } = [];

    /// <summary>Ports of the Service; without any, every port.</summary>
    public ImmutableArray<Located<int>> Ports { get; init; } = [];

    /// <summary>Ports of the containers themselves, beside <see cref="Ports"/>.</summary>
    public ImmutableArray<Located<int>> ContainerPorts { get; init; } = [];

    public AccessAction Action { get; init; } = AccessAction.Allow;

    /// <summary>The policy in messages: <c>AccessPolicy 'catalog'</c>.</summary>
    public string Subject => $"{Kind.Name} '{Metadata.Key}'";
}

public enum AccessAction
{
    Allow,
    Deny,
}

/// <summary>The pods that are called: those behind a Service, or those with a service account.</summary>
public sealed record AccessTarget(AccessTargetKind Kind, NamespacedReference Reference);

public enum AccessTargetKind
{
    Service,
    ServiceAccount,
}

/// <summary>One kind of caller.</summary>
public abstract record AccessSource(SourceLocation Location);

public sealed record ServiceAccountSource(NamespacedReference Reference) : AccessSource(Reference.Location);

/// <summary>Every service account of a namespace.</summary>
public sealed record NamespaceSource(Located<string> Namespace) : AccessSource(Namespace.Location);

/// <summary>Every service account of the members of a GlobalNamespace.</summary>
public sealed record GlobalNamespaceSource(Located<string> GlobalNamespace) : AccessSource(GlobalNamespace.Location);

/// <summary>Requests by what HTTP says of them; all that is written must match.</summary>
/// <param name="Methods">None: every method.</param>
public sealed record AccessRule(
    SourceLocation Location,
    Located<string>? Name,
    ImmutableArray<Located<string>> Methods,
    TextMatchSpec? Path,
    ImmutableArray<HeaderMatchSpec> Headers);
