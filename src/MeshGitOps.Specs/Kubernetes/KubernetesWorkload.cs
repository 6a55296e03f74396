using System.Collections.Immutable;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

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

    /// <summary>The <c>metadata</c> of the pods, for the places of labels and annotations; null where there is none.</summary>
    public YamlMapping? PodMetadata { get; init; }

    /// <summary><c>default</c> where it is not written.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary><c>hostNetwork: true</c>.</summary>
    public bool UsesHostNetwork { get; init; }

    public ImmutableArray<ContainerPort> ContainerPorts { get; init; } = [];

    /// <summary>In their order, those of <c>initContainers</c> last.</summary>
    public ImmutableArray<WorkloadContainer> Containers { get; init; } = [];

    /// <summary><c>securityContext.runAsUser</c> of the pods; null where it is not written.</summary>
    public Located<int>? RunAsUser { get; init; }

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

/// <summary>A container, as far as its shape is right; what is wrong with it is not reported.</summary>
public sealed record WorkloadContainer
{
    public string? Name { get; init; }

    public Located<string>? Image { get; init; }

    public bool IsInit { get; init; }

    public Located<int>? RunAsUser { get; init; }

    public ImmutableArray<ContainerProbe> Probes { get; init; } = [];

    /// <summary>Of this container alone.</summary>
    public ImmutableArray<ContainerPort> Ports { get; init; } = [];
}

/// <summary>A question that the kubelet asks a container.</summary>
/// <param name="Name"><c>livenessProbe</c>, <c>readinessProbe</c> or <c>startupProbe</c>.</param>
/// <param name="Port">A number, or the name of a port of the container; null where none is written.</param>
/// <param name="Path">The path of an HTTP probe; null where none is written.</param>
/// <param name="Location">The place of its port, or of <c>httpGet</c>, <c>tcpSocket</c> or <c>grpc</c>.</param>
public sealed record ContainerProbe(string Name, ContainerProbeKind Kind, string? Port, string? Path, SourceLocation Location);

public enum ContainerProbeKind
{
    Http,
    Tcp,
    Grpc,
}

/// <summary>A literal value; those from a Secret or ConfigMap are not read.</summary>
public sealed record EnvironmentValue(string Name, Located<string> Value);
