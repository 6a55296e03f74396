using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>A DestinationRule as istiod reads it.</summary>
internal sealed record RuleView(KubeObject Source)
{
    public string Namespace { get; } = Source.Namespace;

    public string Host { get; } = Source.Spec.Text("host") ?? "";

    public ImmutableArray<string> ExportTo { get; } = Source.Spec.Texts("exportTo");

    public bool IsVisibleTo(string clientNamespace) => Visibility.Includes(ExportTo, Namespace, clientNamespace);

    public bool Covers(string host) =>
        Host == host || (Host.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(Host[1..], StringComparison.Ordinal));

    /// <summary>The policy of a port: a port level takes the place of the host's tls, outlier detection and load balancer.</summary>
    public object? PolicyOf(int port) =>
        Source.Spec.Items("trafficPolicy", "portLevelSettings").FirstOrDefault(level => level.Number("port", "number") == port)
        ?? Source.Spec.At("trafficPolicy");

    public object? Subset(string name) => Source.Spec.Items("subsets").FirstOrDefault(subset => subset.Text("name") == name);

    /// <summary>The policy of a port of a subset: its fields take the place of the host's one by one, a port level that of all of them.</summary>
    public object? PolicyOf(object? subset, int port)
    {
        if (subset.Items("trafficPolicy", "portLevelSettings").FirstOrDefault(level => level.Number("port", "number") == port) is { } level)
        {
            return level;
        }

        var merged = (YamlMap)PlainTree.Copy(PolicyOf(port) ?? new YamlMap())!;
        foreach (var (key, value) in subset.At("trafficPolicy") as YamlMap ?? [])
        {
            merged[key] = value;
        }

        return merged;
    }
}
