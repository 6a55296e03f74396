using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>A GlobalNamespace whose hosts go to very many namespaces, because nobody says who calls them.</summary>
public sealed class ConsumerScopeTooWide : Rule
{
    private static readonly RuleParameter<int> Maximum = RuleParameter.Number(
        "maximum",
        35,
        "Namespaces of one cluster that the hosts of a GlobalNamespace may be exported to.");

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "consumer-scope-too-wide",
        "consumer scope too wide",
        Severity.Warning,
        """
        Without declared consumers every member namespace gets every host of the GlobalNamespace.
        Each sidecar of these namespaces holds all of them, and each change of one is pushed to all: memory and push time grow with the product of both.
        Nobody can say any more who depends on a service.
        Set 'consumers: Declared' in the GlobalNamespace, and list the callers in the GlobalServices.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "the bound that Admiral takes before it exports to all namespaces";

    public override ImmutableArray<RuleParameter> Parameters => [Maximum];

    public override RuleExample Example { get; } = new(
        $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: [|demo|]}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo, {{Namespaces}}]}]
        """,
        $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          consumers: Declared
          members: [{clusters: {names: [east, west]}, namespaces: [demo, {{Namespaces}}]}]
        """);

    private const string Namespaces =
        "a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5, b6, b7, b8, b9, c1, c2, c3, c4, c5, c6, c7, c8, c9, d1, d2, d3, d4, d5, d6, d7, d8";

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var maximum = settings.ValueOf(Maximum);
        var widest = WidestByGlobalNamespace(context.Plan);
        return from globalNamespace in context.Specs.GlobalNamespaces
               where globalNamespace.Consumers?.Value != ConsumerScope.Declared
                  && widest.TryGetValue(globalNamespace.Metadata.Name.Value, out var found) && found.Count > maximum
               let wide = widest[globalNamespace.Metadata.Name.Value]
               select settings.Finding(
                   globalNamespace.Consumers?.Location ?? globalNamespace.Metadata.Name.Location,
                   $"Hosts of GlobalNamespace '{globalNamespace.Metadata.Name}' go to {wide.Count} namespaces of cluster '{wide.Cluster}', more than {maximum}.",
                   "Set 'consumers: Declared', and list the callers of each service in its GlobalService.");
    }

    private static Dictionary<string, (int Count, string Cluster)> WidestByGlobalNamespace(FleetPlan plan)
    {
        var widest = new Dictionary<string, (int Count, string Cluster)>(StringComparer.Ordinal);
        foreach (var cluster in plan.Clusters)
        {
            foreach (var client in cluster.ClientEntries)
            {
                if (!widest.TryGetValue(client.Host.GlobalNamespace, out var known) || known.Count < client.ExportTo.Length)
                {
                    widest[client.Host.GlobalNamespace] = (client.ExportTo.Length, cluster.Name);
                }
            }
        }

        return widest;
    }
}
