using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Istio;

/// <summary>A DestinationRule of networking.istio.io, as far as its shape is right.</summary>
public sealed record DestinationRule
{
    public required KubernetesObject Object { get; init; }

    public Located<string>? Host { get; init; }

    public YamlMapping? TrafficPolicy { get; init; }

    public ImmutableArray<DestinationSubset> Subsets { get; init; } = [];

    public ImmutableArray<Located<string>> ExportTo { get; init; } = [];

    /// <summary>Empty where it applies to all clients.</summary>
    public ImmutableSortedDictionary<string, string> WorkloadSelector { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public static DestinationRule Read(KubernetesObject read) => new()
    {
        Object = read,
        Host = read.Spec.LocatedText("host"),
        TrafficPolicy = read.Spec.Mapping("trafficPolicy"),
        Subsets = [.. read.Spec.Mappings("subsets").Select(DestinationSubset.Read).OfType<DestinationSubset>()],
        ExportTo = read.Spec.Texts("exportTo"),
        WorkloadSelector = KubernetesObject.Strings(read.Spec.Mapping("workloadSelector").Mapping("matchLabels")),
    };
}

public sealed record DestinationSubset(
    YamlMapping Node,
    Located<string> Name,
    ImmutableSortedDictionary<string, string> Labels,
    YamlMapping? TrafficPolicy)
{
    internal static DestinationSubset? Read(YamlMapping node) =>
        node.LocatedText("name") is { } name
            ? new DestinationSubset(node, name, KubernetesObject.Strings(node.Mapping("labels")), node.Mapping("trafficPolicy"))
            : null;
}
