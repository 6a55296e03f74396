using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A Sidecar of a consumer namespace that does not let its pods see global hosts.</summary>
public sealed class SidecarHidesGlobalHosts : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "sidecar-hides-global-hosts",
        "sidecar hides global hosts",
        Severity.Error,
        """
        A Sidecar with egress hosts takes everything else away from its pods.
        The entries of global hosts lie in a config namespace of their own, such as 'mesh-demo'; where the list lacks it, the sidecars know no global host.
        Names are then not answered, and calls to the virtual addresses go nowhere.
        A Sidecar in the root namespace does the same to every namespace without one of its own.
        Add 'mesh-demo/*' to the hosts.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the Sidecar page of Istio's reference; admiral appends its namespace to the Sidecars of clients for that reason";

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: demo}
        spec:
          egress:
          - [|hosts|]: ["./*", "istio-system/*"]
        """,
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: demo}
        spec:
          egress:
          - hosts: ["./*", "istio-system/*", "mesh-demo/*"]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        if (cluster.Plan is not { ClientEntries.IsEmpty: false } plan || cluster.Sidecars.IsEmpty)
        {
            yield break;
        }

        var clients = plan.ClientEntries
            .SelectMany(client => client.ExportTo.Select(consumer => (Consumer: consumer, Client: client)))
            .ToLookup(item => item.Consumer, item => item.Client, StringComparer.Ordinal);
        var withDefault = cluster.Sidecars.Where(sidecar => sidecar.SelectsAll).Select(sidecar => sidecar.Object.Key.Namespace).ToHashSet(StringComparer.Ordinal);
        foreach (var sidecar in cluster.Sidecars)
        {
            var egress = new SidecarEgress(sidecar);
            if (!egress.IsNarrowing)
            {
                continue;
            }

            var own = sidecar.Object.Key.Namespace;
            var consumers = own == cluster.RootNamespace && sidecar.SelectsAll
                ? clients.Select(group => group.Key).Where(consumer => consumer != "*" && !withDefault.Contains(consumer)).Append(own)
                : [own];
            if (FirstHidden(consumers, clients, egress) is var (consumer, hidden))
            {
                yield return FindingOf(settings, sidecar, egress, consumer, hidden);
            }
        }
    }

    private static (string Consumer, ClientEntryPlan Hidden)? FirstHidden(
        IEnumerable<string> consumers,
        ILookup<string, ClientEntryPlan> clients,
        SidecarEgress egress)
    {
        foreach (var consumer in consumers)
        {
            foreach (var client in clients[consumer].Concat(clients["*"]))
            {
                if (!egress.Sees(client.ConfigNamespace, client.Host.Host))
                {
                    return (consumer, client);
                }
            }
        }

        return null;
    }

    private static Diagnostic FindingOf(RuleSettings settings, WorkloadPolicy sidecar, SidecarEgress egress, string consumer, ClientEntryPlan hidden) => settings.Finding(
        egress.Location,
        $"{sidecar.Object} hides global host '{hidden.Host.Host}' from pods of namespace '{consumer}', because its hosts lack '{hidden.ConfigNamespace}/*'.",
        $"Add '{hidden.ConfigNamespace}/*' to the hosts of the egress listener.",
        new RelatedLocation(hidden.Host.Location, $"'{hidden.Host.Host}' comes from here"));
}
