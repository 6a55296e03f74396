using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A cluster that is too small for the mesh, by its declared capacity or the Node objects in its manifests.</summary>
public sealed class ClusterBelowCapacity : Rule
{
    private static readonly RuleParameter<int> Nodes = RuleParameter.Number(
        "nodes", 3, "The fewest nodes of a cluster.");

    private static readonly RuleParameter<Quantity> CpuPerNode = RuleParameter.Amount(
        "cpuPerNode", "250m", "The least allocatable CPU of each node.");

    private static readonly RuleParameter<Quantity> MemoryPerNode = RuleParameter.Amount(
        "memoryPerNode", "650M", "The least allocatable memory of each node.");

    private static readonly RuleParameter<int> PodsPerNode = RuleParameter.Number(
        "podsPerNode", 3, "The fewest pods that each node takes.");

    private static readonly RuleParameter<int> PodsPerCluster = RuleParameter.Number(
        "podsPerCluster", 30, "The fewest pods that all nodes take together.");

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "cluster-below-capacity",
        "cluster below capacity",
        Severity.Warning,
        """
        The control plane, the gateways and a sidecar in every pod need room.
        On a cluster that is too small they stay pending or are evicted, and with the gateway goes every call from other clusters.
        The rule reads the 'capacity' of the Cluster, and where a figure is missing there, the Node objects in its manifests.
        What neither of them says is not checked, and the summary says so.
        Add nodes, or change the parameters if your mesh needs less.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "the requirements for clusters of Tanzu Service Mesh";

    public override ImmutableArray<RuleParameter> Parameters =>
        [Nodes, CpuPerNode, MemoryPerNode, PodsPerNode, PodsPerCluster];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          capacity: {nodes: [|2|]}
          manifests: [{path: apps/east}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          capacity: {nodes: 3}
          manifests: [{path: apps/east}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from figure in FiguresOf(context)
        from measure in figure.Measures
        let least = LeastOf(figure.Kind, settings)
        where measure.Amount.CompareTo(least) < 0
        select settings.Finding(
            measure.Location,
            $"{measure.Subject} has {measure.Amount} {Unit(figure.Kind, measure.Amount)}, but the mesh needs at least {least}.",
            "Add capacity, or change the parameters of 'cluster-below-capacity' in a policy.");

    public override IEnumerable<string> NotChecked(RuleContext context, RuleSettings settings) =>
        from figure in FiguresOf(context)
        where figure.Measures.IsEmpty
        group Noun(figure.Kind) by figure.Cluster into missing
        group $"'{missing.Key}'" by string.Join(", ", missing) into alike
        let clusters = $"{(alike.Count() == 1 ? "cluster" : "clusters")} {string.Join(", ", alike)}"
        select $"The capacity of {clusters} is not checked for {alike.Key}: nothing declares it.";

    private static IEnumerable<Figure> FiguresOf(RuleContext context)
    {
        var inventories = context.Inventories.ToDictionary(inventory => inventory.Cluster, StringComparer.Ordinal);
        foreach (var cluster in context.Specs.Clusters)
        {
            var name = cluster.Metadata.Name.Value;
            var nodes = inventories.GetValueOrDefault(name)?.Nodes ?? [];
            var declared = cluster.Capacity;
            var pods = declared?.Pods is { } number ? number.With(Text(number.Value)) : null;
            yield return new Figure(name, FigureKind.Nodes, CountOf(cluster, nodes));
            yield return new Figure(name, FigureKind.Cpu, PerNode(name, declared?.Cpu, nodes, node => node.AllocatableCpu));
            yield return new Figure(name, FigureKind.Memory, PerNode(name, declared?.Memory, nodes, node => node.AllocatableMemory));
            var podsPerNode = PerNode(name, pods, nodes, node => node.AllocatablePods);
            yield return new Figure(name, FigureKind.Pods, podsPerNode);
            yield return new Figure(name, FigureKind.PodsPerCluster, Total(cluster, podsPerNode, nodes));
        }
    }

    private static ImmutableArray<Measure> CountOf(ClusterSpec cluster, ImmutableArray<KubernetesNode> nodes) =>
        cluster.Capacity?.Nodes is { } count ? [new Measure(count.Location, Whole(cluster), Amount(count.Value))]
        : nodes.IsEmpty ? []
        : [new Measure(cluster.Metadata.Name.Location, Whole(cluster), Amount(nodes.Length))];

    private static ImmutableArray<Measure> PerNode(
        string cluster,
        Located<string>? declared,
        ImmutableArray<KubernetesNode> nodes,
        Func<KubernetesNode, string?> read)
    {
        if (declared is not null && Quantity.TryParse(declared.Value) is { } ofEach)
        {
            return [new Measure(declared.Location, $"Each node of cluster '{cluster}'", ofEach)];
        }

        return
        [
            .. from node in nodes
               let amount = Quantity.TryParse(read(node) ?? "")
               where amount is not null
               select new Measure(node.Location, $"Node '{node.Name}' of cluster '{cluster}'", amount.Value),
        ];
    }

    /// <summary>Unknown where the pods of a node or the number of nodes is.</summary>
    private static ImmutableArray<Measure> Total(
        ClusterSpec cluster,
        ImmutableArray<Measure> podsPerNode,
        ImmutableArray<KubernetesNode> nodes)
    {
        if (cluster.Capacity is { Pods: { } pods })
        {
            var count = cluster.Capacity.Nodes?.Value ?? nodes.Length;
            return count == 0 ? [] : [new Measure(pods.Location, Whole(cluster), Amount((long)count * pods.Value))];
        }

        return podsPerNode.IsEmpty || podsPerNode.Length != nodes.Length
            ? []
            : [new Measure(cluster.Metadata.Name.Location, Whole(cluster), Amount(podsPerNode.Sum(pods => pods.Amount.Value)))];
    }

    private static Quantity LeastOf(FigureKind kind, RuleSettings settings) => kind switch
    {
        FigureKind.Nodes => Amount(settings.ValueOf(Nodes)),
        FigureKind.Cpu => settings.ValueOf(CpuPerNode),
        FigureKind.Memory => settings.ValueOf(MemoryPerNode),
        FigureKind.Pods => Amount(settings.ValueOf(PodsPerNode)),
        FigureKind.PodsPerCluster => Amount(settings.ValueOf(PodsPerCluster)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Unit(FigureKind kind, Quantity amount) => kind switch
    {
        FigureKind.Nodes => amount.Value == 1 ? "node" : "nodes",
        FigureKind.Cpu => "CPU",
        FigureKind.Memory => "memory",
        _ => amount.Value == 1 ? "pod" : "pods",
    };

    private static string Noun(FigureKind kind) => kind switch
    {
        FigureKind.Nodes => "nodes",
        FigureKind.Cpu => "CPU per node",
        FigureKind.Memory => "memory per node",
        FigureKind.Pods => "pods per node",
        _ => "pods in all",
    };

    private static string Whole(ClusterSpec cluster) => $"Cluster '{cluster.Metadata.Name}'";

    private static Quantity Amount(decimal number) => new(number, Text(number));

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private enum FigureKind
    {
        Nodes,
        Cpu,
        Memory,
        Pods,
        PodsPerCluster,
    }

    /// <summary>One thing that is measured of a cluster; no measure means that nothing declares it.</summary>
    private sealed record Figure(string Cluster, FigureKind Kind, ImmutableArray<Measure> Measures);

    private sealed record Measure(SourceLocation Location, string Subject, Quantity Amount);
}
