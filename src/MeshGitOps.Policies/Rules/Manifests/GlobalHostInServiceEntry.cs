using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A hand-written ServiceEntry for a host that the plan renders, in sight of the same proxies.</summary>
public sealed class GlobalHostInServiceEntry : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "global-host-in-service-entry",
        "global host in service entry",
        Severity.Error,
        """
        The ServiceEntry of a global host is rendered into every cluster that calls or serves it.
        A second one for the same host, in sight of the same proxies, competes with it: Istio takes the older one and drops the other without a word.
        At an east-west gateway both make a filter chain for the same SNI, and Envoy refuses the whole listener before Istio 1.22.
        Delete the hand-written entry, or keep it from these namespaces with 'exportTo'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "appendSidecarServices in Istio's pilot/pkg/model/sidecar.go; both entries run against the control plane of 1.14";

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hello, namespace: legacy}
        spec:
          hosts: [[|hello.demo.example.com|]]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """,
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hello, namespace: legacy}
        spec:
          hosts: [hello.demo.example.com]
          exportTo: ["."]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        if (cluster.Plan is not { } plan)
        {
            yield break;
        }

        var clients = plan.ClientEntries.ToLookup(client => client.Host.Host, StringComparer.Ordinal);
        var servers = plan.ServerEntries.ToLookup(server => server.Host.Host, StringComparer.Ordinal);
        var egress = plan.EgressEntries.ToLookup(hop => hop.Host.Host, StringComparer.Ordinal);
        foreach (var entry in cluster.DistinctEntries())
        {
            foreach (var host in entry.Hosts)
            {
                if (FindClient(entry, clients[host.Value]) is { } client)
                {
                    yield return Finding(settings, entry, host.Location, client.Host.Host, client.Host, $"namespace '{client.Namespace}' gets");
                }
                else if (servers[host.Value].FirstOrDefault() is { } server && entry.IsVisibleTo(plan.Settings.EastWestNamespace))
                {
                    yield return Finding(settings, entry, host.Location, host.Value, server.Host, $"the east-west gateway in '{plan.Settings.EastWestNamespace}' gets");
                }
                else if (egress[host.Value].FirstOrDefault() is { } hop && entry.IsVisibleTo(plan.Settings.EgressNamespace))
                {
                    yield return Finding(settings, entry, host.Location, host.Value, hop.Host, $"the egress gateway in '{plan.Settings.EgressNamespace}' gets");
                }
            }
        }
    }

    private static (GlobalHost Host, string Namespace)? FindClient(ServiceEntry entry, IEnumerable<ClientEntryPlan> clients)
    {
        foreach (var client in clients)
        {
            if (client.ExportTo.FirstOrDefault(consumer => consumer == "*" ? !entry.VisibleTo().IsEmpty : entry.IsVisibleTo(consumer)) is { } seen)
            {
                return (client.Host, seen);
            }
        }

        return null;
    }

    private static Diagnostic Finding(
        RuleSettings settings,
        ServiceEntry entry,
        SourceLocation location,
        string name,
        GlobalHost host,
        string who) => settings.Finding(
            location,
            $"{entry.Object} has host '{name}', which {who} from GlobalNamespace '{host.GlobalNamespace}' as well.",
            "Delete the ServiceEntry, or name only other namespaces in its 'exportTo'.",
            new RelatedLocation(host.Location, $"'{host.Host}' comes from here"));
}
