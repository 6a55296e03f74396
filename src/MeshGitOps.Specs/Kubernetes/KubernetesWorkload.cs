using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Something that makes pods: Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod, ...</summary>
public sealed record KubernetesWorkload
{
    public required string Kind { get; init; }

    public required ServiceKey Key { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>Null where it is not written or has no meaning (a DaemonSet): at least one pod then.</summary>
    public int? Replicas { get; init; }

    public ImmutableSortedDictionary<string, string> PodLabels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, string> PodAnnotations { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary><c>default</c> where it is not written.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary><c>hostNetwork: true</c>.</summary>
    public bool UsesHostNetwork { get; init; }

    public ImmutableArray<ContainerPort> ContainerPorts { get; init; } = [];

    /// <summary>Literal environment values of all containers, init containers included.</summary>
    public ImmutableArray<EnvironmentValue> Environment { get; init; } = [];

    /// <summary>Whether <paramref name="selector"/> (not empty) selects the pods of this workload.</summary>
    public bool IsSelectedBy(ImmutableSortedDictionary<string, string> selector)
    {
        if (selector.IsEmpty)
        {
            return false;
        }

        foreach (var (key, value) in selector)
        {
            if (!PodLabels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }
}

public sealed record ContainerPort(int Number, string? Name);

/// <summary>A literal value; those from a Secret or ConfigMap are not read.</summary>
public sealed record EnvironmentValue(string Name, Located<string> Value);
