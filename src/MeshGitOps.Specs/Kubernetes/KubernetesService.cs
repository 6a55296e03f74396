using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>A Service of a cluster's manifests (core/v1).</summary>
public sealed record KubernetesService
{
    public required ServiceKey Key { get; init; }

    /// <summary>The place of <c>metadata.name</c>.</summary>
    public required SourceLocation Location { get; init; }

    public KubernetesServiceType Type { get; init; } = KubernetesServiceType.ClusterIP;

    /// <summary>The place of <c>spec.type</c>, or of the name where it is not written.</summary>
    public required SourceLocation TypeLocation { get; init; }

    /// <summary><c>clusterIP: None</c>.</summary>
    public bool IsHeadless { get; init; }

    public ImmutableArray<KubernetesServicePort> Ports { get; init; } = [];

    /// <summary>Empty where the Service has no selector.</summary>
    public ImmutableSortedDictionary<string, string> Selector { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The annotation <c>networking.istio.io/exportTo</c>, as written; null where there is none.</summary>
    public string? ExportTo { get; init; }

    /// <summary>IPs and hostnames of <c>status.loadBalancer.ingress</c>.</summary>
    public ImmutableArray<Located<string>> LoadBalancerAddresses { get; init; } = [];
}

public enum KubernetesServiceType
{
    ClusterIP,
    NodePort,
    LoadBalancer,
    ExternalName,
}

public sealed record KubernetesServicePort
{
    public required int Number { get; init; }

    /// <summary>The place of the whole port; of its name where there is one.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>From its first key or its brace to its end; for fixes.</summary>
    public SourceLocation? Whole { get; init; }

    public string? Name { get; init; }

    /// <summary><c>TCP</c> (default), <c>UDP</c> or <c>SCTP</c>.</summary>
    public string TransportProtocol { get; init; } = "TCP";

    public string? AppProtocol { get; init; }

    /// <summary>A number, or the name of a container port; null means <see cref="Number"/>.</summary>
    public string? TargetPort { get; init; }

    public int? NodePort { get; init; }

    /// <summary>The ports of the pods that it leads to, sorted; empty where it names a port that no container has.</summary>
    public ImmutableArray<int> ContainerPortsIn(IEnumerable<KubernetesWorkload> workloads)
    {
        if (TargetPort is not { } target)
        {
            return [Number];
        }

        if (int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return [number];
        }

        return
        [
            .. workloads
                .SelectMany(workload => workload.ContainerPorts)
                .Where(containerPort => containerPort.Name == target)
                .Select(containerPort => containerPort.Number)
                .Distinct()
                .Order(),
        ];
    }
}
