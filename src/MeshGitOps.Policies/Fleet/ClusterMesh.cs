using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>
/// One cluster as a rule sees it: what its manifests hold, typed and indexed, beside what the plan adds to it.
/// Every list is in the order of the inventory; built once for all rules.
/// </summary>
public sealed class ClusterMesh
{
    private const string DefaultIstioNamespace = "istio-system";
    private const string DefaultClusterDomain = "cluster.local";

    private readonly ILookup<string, KubernetesObject> _byKind;
    private readonly Lazy<RoutingIndex> _routing;

    internal ClusterMesh(ClusterInventory inventory, ClusterPlan? plan)
    {
        Inventory = inventory;
        Plan = plan;

        // What we rendered stands in the plan as well; the committed copy of it would meet itself.
        Objects = plan is { ClientEntries.IsEmpty: false } or { ServerEntries.IsEmpty: false }
            ? [.. inventory.Objects.Where(item => !item.IsOurs)]
            : inventory.Objects;
        _byKind = Objects.ToLookup(item => $"{item.Group}/{item.Kind}", StringComparer.Ordinal);
        VirtualServices = [.. OfKind(IstioApi.Networking, "VirtualService").Select(VirtualService.Read)];
        DestinationRules = [.. OfKind(IstioApi.Networking, "DestinationRule").Select(DestinationRule.Read)];
        Gateways = [.. OfKind(IstioApi.Networking, "Gateway").Select(IstioGateway.Read)];
        ServiceEntries = [.. OfKind(IstioApi.Networking, "ServiceEntry").Select(ServiceEntry.Read)];
        Sidecars = Policies(IstioApi.Networking, "Sidecar");
        EnvoyFilters = Policies(IstioApi.Networking, "EnvoyFilter");
        AuthorizationPolicies = Policies(IstioApi.Security, "AuthorizationPolicy");
        PeerAuthentications = Policies(IstioApi.Security, "PeerAuthentication");
        RequestAuthentications = Policies(IstioApi.Security, "RequestAuthentication");
        Telemetries = Policies(IstioApi.Telemetry, "Telemetry");
        Hosts = new MeshHosts(
            ClusterDomain,
            [
                .. inventory.Services.SelectMany(service => MeshHosts.Of(service, ClusterDomain)),
                .. ServiceEntries.SelectMany(MeshHosts.Of),
                .. plan?.ClientEntries.Select(MeshHosts.Of) ?? [],
            ]);
        Workloads = new WorkloadIndex(inventory.Workloads);
        _routing = new(() => new RoutingIndex(this));
        ServicesBySelector = new SelectorIndex<KubernetesService>(
            inventory.Services.Select(service => (service.Key.Namespace, service.Selector, service)));
        MeshConfig = MeshConfig.Of(Objects, RootNamespace);
        Injection = new SidecarInjection(inventory.Namespaces, plan, MeshConfig.InjectsByDefault);
        Mtls = new PeerAuthentications(
            [
                .. PeerAuthentications.Where(policy => plan is null || !policy.Object.IsOurs).Select(PeerPolicy.Of),
                .. plan?.PeerAuthentications.Select(PeerPolicy.Of) ?? [],
            ],
            RootNamespace);
        Authorizations = new Authorizations(AuthorizationPolicies.Select(AuthorizationPolicy.Read), RootNamespace);
    }

    public string Name => Inventory.Cluster;

    public ClusterInventory Inventory { get; }

    /// <summary>Null for bare manifests without specs.</summary>
    public ClusterPlan? Plan { get; }

    /// <summary>The root namespace, whose policies apply to the whole mesh.</summary>
    public string RootNamespace => Plan?.Settings.IstioNamespace ?? DefaultIstioNamespace;

    public string ClusterDomain => Plan?.Settings.ClusterDomain ?? DefaultClusterDomain;

    public string TrustDomain => Plan?.Settings.TrustDomain ?? DefaultClusterDomain;

    /// <summary>The mesh configuration and whatever carries an annotation of Istio, without what this tool rendered from the plan.</summary>
    public ImmutableArray<KubernetesObject> Objects { get; }

    public ImmutableArray<VirtualService> VirtualServices { get; }

    public ImmutableArray<DestinationRule> DestinationRules { get; }

    public ImmutableArray<IstioGateway> Gateways { get; }

    public ImmutableArray<ServiceEntry> ServiceEntries { get; }

    public ImmutableArray<WorkloadPolicy> Sidecars { get; }

    public ImmutableArray<WorkloadPolicy> EnvoyFilters { get; }

    public ImmutableArray<WorkloadPolicy> AuthorizationPolicies { get; }

    public ImmutableArray<WorkloadPolicy> PeerAuthentications { get; }

    public ImmutableArray<WorkloadPolicy> RequestAuthentications { get; }

    public ImmutableArray<WorkloadPolicy> Telemetries { get; }

    public MeshHosts Hosts { get; }

    public WorkloadIndex Workloads { get; }

    /// <summary>The Services that select a workload.</summary>
    public SelectorIndex<KubernetesService> ServicesBySelector { get; }

    public SidecarInjection Injection { get; }

    public RoutingIndex Routing => _routing.Value;

    /// <summary>Which PeerAuthentication counts for a workload, those of the plan included.</summary>
    public PeerAuthentications Mtls { get; }

    /// <summary>Which AuthorizationPolicies count for a workload.</summary>
    public Authorizations Authorizations { get; }

    public MeshConfig MeshConfig { get; }

    /// <param name="group">The API group without the version; empty for core.</param>
    public IEnumerable<KubernetesObject> OfKind(string group, string kind) => _byKind[$"{group}/{kind}"];

    /// <summary>One for each inventory, in their order.</summary>
    internal static ImmutableArray<ClusterMesh> Of(ImmutableArray<ClusterInventory> inventories, FleetPlan plan)
    {
        var plans = plan.Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        return [.. inventories.Select(inventory => new ClusterMesh(inventory, plans.GetValueOrDefault(inventory.Cluster)))];
    }

    private ImmutableArray<WorkloadPolicy> Policies(string group, string kind) => [.. OfKind(group, kind).Select(WorkloadPolicy.Read)];
}
