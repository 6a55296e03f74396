using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Smi;

/// <summary>Who may call the pods of a service account: <c>access.smi-spec.io/v1alpha3</c>.</summary>
public sealed record TrafficTargetSpec
{
    public required SpecMetadata Metadata { get; init; }

    /// <summary>A service account.</summary>
    public required NamespacedReference Destination { get; init; }

    /// <summary>Service accounts.</summary>
    public required ImmutableArray<NamespacedReference> Sources { get; init; }

    public required ImmutableArray<TrafficTargetRule> Rules { get; init; }
}

/// <summary>Routes in the namespace of the TrafficTarget.</summary>
/// <param name="Matches">None: all matches of the group.</param>
public sealed record TrafficTargetRule(SpecKind Kind, Located<string> Name, ImmutableArray<Located<string>> Matches);
