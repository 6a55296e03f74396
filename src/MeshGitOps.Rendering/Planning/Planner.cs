using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Rendering.Planning.Traffic;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Specs and inventories in, the plan of the whole fleet out. It always makes a plan; with errors it is not to be written.</summary>
public static class Planner
{
    public static Diagnosed<FleetPlan> Plan(PlannerInput input)
    {
        var context = new PlanningContext(input);
        var membership = Membership.Resolve(context);
        CheckFleet(context, membership);

        var services = FindServices(context, membership);
        var drafts = HostPlanner.Draft(context, services);
        CheckHosts(context, membership, drafts);
        var addresses = AddressPlanner.Plan(context, drafts.Select(draft => new AddressRequest(draft.Host, PinOf(draft))));

        var entries = new EntryPlanner(context);
        var hosts = PlanEntries(context, membership, drafts, addresses, entries);
        var delivery = DeliveryPlanner.Plan(context);
        var clusters = PlanClusters(context, membership, services, entries);
        var members = membership.ByGlobalNamespace.Values.SelectMany(list => list).Select(member => member.Cluster).Distinct();
        return context.Diagnostics.With(new FleetPlan
        {
            Clusters = clusters,
            Hosts = hosts,
            Addresses = addresses,
            Delivery = delivery,
            Assumptions = Assumptions.Of([.. members.OrderBy(cluster => cluster.Name, StringComparer.Ordinal)], clusters, services),
        });
    }

    private static void CheckFleet(PlanningContext context, Membership membership)
    {
        DomainChecks.CheckDomains(context, membership);
        NamespacePlanner.CheckReserved(context, membership);
        TrustChecks.CheckGatewayAddresses(context);
        var meetsOthers = new HashSet<ClusterContext>();
        var members = new HashSet<ClusterContext>();
        var interconnects = new InterconnectChecks();
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            var clusters = membership.ClustersOf(globalNamespace);
            members.UnionWith(clusters);
            MtlsPlanner.CheckMode(context, globalNamespace);
            interconnects.Check(context, globalNamespace, clusters);
            if (clusters.Length > 1)
            {
                meetsOthers.UnionWith(clusters);
                TrustChecks.CheckTogether(context, globalNamespace, clusters);
            }
        }

        foreach (var cluster in context.Clusters.Where(members.Contains))
        {
            TrustChecks.CheckCluster(context, cluster, meetsOthers.Contains(cluster));
            LegacyChecks.CheckMtls(context, cluster);
        }
    }

    private static ImmutableArray<ServedService> FindServices(PlanningContext context, Membership membership)
    {
        var services = ImmutableArray.CreateBuilder<ServedService>();
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            foreach (var group in ServiceDiscovery.Find(context, membership, globalNamespace))
            {
                var servers = ServerPlanner.Find(context, group);
                if (servers.IsEmpty)
                {
                    continue;
                }

                var ports = PortPlanner.Plan(context, group, servers);
                if (!ports.IsEmpty)
                {
                    services.Add(new ServedService(group, servers, ports));
                }
            }
        }

        return services.ToImmutable();
    }

    private static void CheckHosts(PlanningContext context, Membership membership, ImmutableArray<HostDraft> drafts)
    {
        var byGlobalNamespace = drafts.ToLookup(draft => draft.Service.Group.GlobalNamespace.Metadata.Name.Value, StringComparer.Ordinal);
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            var hosts = byGlobalNamespace[globalNamespace.Metadata.Name.Value];
            DomainChecks.CheckHosts(context, membership, globalNamespace, hosts);
            if (globalNamespace.Interconnect?.Value == InterconnectMode.Legacy)
            {
                LegacyChecks.CheckHosts(context, hosts);
            }
        }

        foreach (var service in drafts.Select(draft => draft.Service).Distinct())
        {
            ReplicationChecks.Check(context, service);
        }
    }

    private static Specs.Text.Located<string>? PinOf(HostDraft draft) =>
        // Every alias is a host of its own: the pinned address is the service's own name's.
        draft.Location == draft.Service.Group.Location ? draft.Service.Group.Spec?.VirtualAddress : null;

    private static ImmutableArray<GlobalHost> PlanEntries(
        PlanningContext context,
        Membership membership,
        ImmutableArray<HostDraft> drafts,
        AddressLock addresses,
        EntryPlanner entries)
    {
        var members = membership.ByGlobalNamespace.ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => entry.Value
                .GroupBy(member => member.Cluster.Name, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(
                    group => group.Key,
                    group => group.Select(member => member.Namespace).ToImmutableArray(),
                    StringComparer.Ordinal),
            StringComparer.Ordinal);
        var callers = new DeclaredCallers(context, membership);
        var consumers = new Dictionary<ServedService, ImmutableSortedDictionary<string, ImmutableArray<string>>>();
        var hosts = ImmutableArray.CreateBuilder<GlobalHost>(drafts.Length);
        foreach (var draft in drafts)
        {
            var host = HostPlanner.Complete(draft, addresses);
            hosts.Add(host);
            if (!consumers.TryGetValue(draft.Service, out var found))
            {
                found = ConsumerPlanner.Plan(context, membership, draft.Service, members[host.GlobalNamespace], callers);
                consumers.Add(draft.Service, found);
            }

            entries.Add(draft.Service, host, found);
        }

        return hosts.ToImmutable();
    }

    private static ImmutableArray<ClusterPlan> PlanClusters(
        PlanningContext context,
        Membership membership,
        ImmutableArray<ServedService> services,
        EntryPlanner entries)
    {
        var byCluster = services
            .SelectMany(service => service.Servers.Select(server => (Key: (server.Candidate.Cluster.Name, server.Candidate.Key), service)))
            .ToLookup(item => item.Key, item => item.service);
        var withExceptions = services.Where(service => service.Group.Spec is { PortLevelMtls.IsEmpty: false }).ToList();
        var memberships = membership.PlanByCluster(context);
        var access = AccessPlanner.Plan(context, membership, services);
        var traffic = TrafficPlanner.Create(context, services);
        var plans = ImmutableArray.CreateBuilder<ClusterPlan>(context.Clusters.Length);
        foreach (var cluster in context.Clusters)
        {
            var clients = traffic.Route(cluster, entries.ClientsOf(cluster.Name));
            MtlsPlanner.CheckStrict(context, membership, cluster, byCluster);
            MtlsPlanner.CheckOtherPolicies(context, membership, cluster);
            GatewayChecks.Check(context, cluster, entries.ServersOf(cluster.Name));
            LegacyChecks.CheckCluster(context, cluster, clients);
            plans.Add(new ClusterPlan
            {
                Settings = cluster.Settings,
                Labels = cluster.Spec.Metadata.Labels,
                Memberships = memberships[cluster.Name],
                ConfigNamespaces = NamespacePlanner.ConfigNamespaces(context, cluster, clients),
                ClientEntries = clients,
                ServerEntries = entries.ServersOf(cluster.Name),
                EgressEntries = entries.EgressesOf(cluster.Name),
                PeerAuthentications = MtlsPlanner.Plan(context, membership, cluster, withExceptions),
                Access = access.GetValueOrDefault(cluster, []),
                InjectedNamespaces = NamespacePlanner.Injected(context, membership, cluster),
                Dns = DnsPlanner.Plan(context, cluster, clients),
                Delivery = DeliveryPlanner.PlanCluster(context, cluster),
            });
        }

        return plans.ToImmutable();
    }
}
