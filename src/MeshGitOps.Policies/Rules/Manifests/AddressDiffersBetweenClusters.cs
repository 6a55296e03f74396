using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A host of the mesh with another virtual address in another cluster.</summary>
public sealed class AddressDiffersBetweenClusters : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "address-differs-between-clusters",
        "address differs between clusters",
        Severity.Info,
        """
        The virtual address of a host is only known to the sidecars of its own cluster, so it may differ.
        But DNS records, host files and logs are read across clusters: an address of one cluster looked up in another leads to nothing, or to another host.
        Give a host the same address everywhere, as the rendered entries have.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#44837, #55266 and #33259";

    public override RuleExample Example { get; } = new(
        """
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          addresses: [240.128.0.7]
          location: MESH_INTERNAL
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          addresses: [[|240.128.0.8|]]
          location: MESH_INTERNAL
        """,
        """
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          addresses: [240.128.0.7]
          location: MESH_INTERNAL
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          addresses: [240.128.0.7]
          location: MESH_INTERNAL
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var first = new Dictionary<string, (ServiceEntry Entry, ClusterMesh Cluster)>(StringComparer.Ordinal);
        return Of(context, settings, first).OncePerPlace();
    }

    private static IEnumerable<Diagnostic> Of(RuleContext context, RuleSettings settings, Dictionary<string, (ServiceEntry Entry, ClusterMesh Cluster)> first)
    {
        foreach (var cluster in context.Clusters)
        {
            foreach (var entry in cluster.DistinctEntries().Where(entry => entry.IsInternal() && !entry.Addresses.IsEmpty))
            {
                foreach (var host in entry.Hosts)
                {
                    if (!first.TryAdd(host.Value, (entry, cluster))
                        && first[host.Value] is var (other, where)
                        && where != cluster
                        && !Addresses(entry).Intersect(Addresses(other), StringComparer.Ordinal).Any())
                    {
                        yield return settings.Finding(
                            entry.Addresses[0].Location,
                            $"Host '{host}' has the address '{entry.Addresses[0]}' in cluster '{cluster.Name}' and '{other.Addresses[0]}' in cluster '{where.Name}'.",
                            "Give the host one address in all clusters.",
                            new RelatedLocation(other.Addresses[0].Location, $"cluster '{where.Name}'"));
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Addresses(ServiceEntry entry) => entry.Addresses.Select(address => address.Value);
}
