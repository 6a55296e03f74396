using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>What istiod of one cluster knows, indexed. Make a new one after a mutation.</summary>
internal sealed class ClusterView
{
    private readonly ILookup<string, EntryView> _entries;
    private readonly ImmutableArray<RuleView> _rules;
    private readonly ImmutableArray<KubeObject> _sidecars;

    public ClusterView(FleetCluster cluster)
    {
        Facts = cluster.Facts;
        Entries =
        [
            .. cluster.All.Where(item => item.Is("ServiceEntry"))
                .SelectMany(item => item.Spec.Texts("hosts").Select(host => new EntryView(item, host))),
        ];
        _entries = Entries.ToLookup(entry => entry.Host, StringComparer.Ordinal);
        _rules = [.. cluster.All.Where(item => item.Is("DestinationRule")).Select(item => new RuleView(item))];
        Routes =
        [
            .. cluster.All.Where(item => item.Is("VirtualService"))
                .SelectMany(item => item.Spec.Texts("hosts").Select(host => new RouteView(item, host))),
        ];
        _sidecars = [.. cluster.All.Where(item => item.Is("Sidecar") && item.Spec.At("workloadSelector") is null)];
        Gateways = [.. cluster.All.Where(item => item.Is("Gateway"))];
        EnvoyFilters = [.. cluster.All.Where(item => item.Kind == "EnvoyFilter")];
        Workloads = new WorkloadSide(cluster);
    }

    public ClusterFacts Facts { get; }

    public ImmutableArray<EntryView> Entries { get; }

    public ImmutableArray<RouteView> Routes { get; }

    public ImmutableArray<KubeObject> Gateways { get; }

    public ImmutableArray<KubeObject> EnvoyFilters { get; }

    public WorkloadSide Workloads { get; }

    public IEnumerable<EntryView> EntriesOf(string host) => _entries[host];

    public IEnumerable<EntryView> VisibleEntries(string host, string clientNamespace) =>
        EntriesOf(host).Where(entry => entry.IsVisibleTo(clientNamespace) && SidecarImports(clientNamespace, entry.Namespace));

    /// <summary>
    /// The one DestinationRule that counts: client namespace, then the service's, then the root namespace; the exact host before a wildcard.
    /// Rules of other namespaces are ignored, whatever they export.
    /// </summary>
    public RuleView? FindRule(string host, string clientNamespace, string serviceNamespace)
    {
        foreach (var place in (string[])[clientNamespace, serviceNamespace, Facts.RootNamespace])
        {
            var found = _rules
                .Where(rule => rule.Namespace == place && rule.Covers(host) && rule.IsVisibleTo(clientNamespace))
                .OrderByDescending(rule => rule.Host == host)
                .ThenByDescending(rule => rule.Host.Length)
                .FirstOrDefault();
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    public IEnumerable<RuleView> RulesOf(string host) => _rules.Where(rule => rule.Host == host);

    private bool SidecarImports(string clientNamespace, string entryNamespace)
    {
        var sidecar = _sidecars.FirstOrDefault(item => item.Namespace == clientNamespace);
        return sidecar is null || sidecar.Spec.Items("egress").SelectMany(egress => egress.Texts("hosts")).Any(host =>
            host.Split('/')[0] is var place && (place == "*" || place == entryNamespace || (place == "." && entryNamespace == clientNamespace)));
    }
}
