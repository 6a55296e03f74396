using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.TrafficPolicies;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning.Traffic;

/// <summary>How the clients of each cluster route the requests to a host, by the TrafficPolicy of its service.</summary>
internal sealed class TrafficPlanner
{
    private const string PinPrefix = "cluster-";

    private readonly PlanningContext _context;
    private readonly Dictionary<(string GlobalNamespace, ServiceKey Service), ServedService> _services;
    private readonly Dictionary<(string GlobalNamespace, ServiceKey Service), TrafficPolicySpec> _policies = [];
    private readonly OtherRoutes _others;
    private readonly HashSet<TrafficTarget> _notVisible = new(ReferenceEqualityComparer.Instance);

    private TrafficPlanner(PlanningContext context, ImmutableArray<ServedService> services)
    {
        _context = context;
        _others = new OtherRoutes(context);
        _services = [];
        foreach (var service in services)
        {
            _services.TryAdd((service.Group.GlobalNamespace.Metadata.Name.Value, service.Group.Key), service);
        }
    }

    public static TrafficPlanner Create(PlanningContext context, ImmutableArray<ServedService> services)
    {
        var planner = new TrafficPlanner(context, services);
        var declared = context.Specs.GlobalNamespaces.Select(space => space.Metadata.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var policy in context.Specs.TrafficPolicies.Where(policy => declared.Contains(policy.GlobalNamespace.Value)))
        {
            planner.Add(policy);
        }

        return planner;
    }

    /// <summary>The entries of one cluster with the routes of those that a policy is for.</summary>
    public ImmutableArray<ClientEntryPlan> Route(ClusterContext cluster, ImmutableArray<ClientEntryPlan> entries)
    {
        if (_policies.Count == 0)
        {
            return entries;
        }

        var byHost = entries.ToDictionary(entry => entry.Host.Host, StringComparer.Ordinal);
        var routed = new Dictionary<string, (ClientEntryPlan Entry, TrafficPolicySpec Policy)>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (_policies.TryGetValue((entry.Host.GlobalNamespace, entry.Host.Service), out var policy))
            {
                routed.Add(entry.Host.Host, (entry, policy));
            }
        }

        _others.Check(cluster, routed);
        return
        [
            .. entries.Select(entry => routed.TryGetValue(entry.Host.Host, out var ours)
                ? entry with { Routing = RoutingOf(ours.Policy, cluster.Name, entry, byHost) }
                : entry),
        ];
    }

    private void Add(TrafficPolicySpec policy)
    {
        var key = (policy.GlobalNamespace.Value, KeyOf(policy.Service.Namespace.Value, policy.Service.Name.Value));
        if (!_services.TryGetValue(key, out var service))
        {
            _context.Diagnostics.Add(
                TrafficDiagnostics.ServiceUnknown,
                policy.Service.Location,
                $"No cluster serves service '{key.Item2}' of TrafficPolicy '{policy.Metadata.Name}' in GlobalNamespace '{policy.GlobalNamespace}'.",
                "Correct the name, or add its namespace to the members of the GlobalNamespace and its manifests to a cluster.");
            return;
        }

        if (_policies.TryGetValue(key, out var first))
        {
            _context.Diagnostics.Add(
                TrafficDiagnostics.SecondPolicy,
                policy.Service.Location,
                $"TrafficPolicy '{policy.Metadata.Name}' is the second one for service '{key.Item2}'.",
                "Write all routes into one of them.",
                new RelatedLocation(first.Service.Location, $"TrafficPolicy '{first.Metadata.Name}'"));
            return;
        }

        var checks = new TrafficChecks(_context, policy, service);
        if (checks.CanRoute())
        {
            checks.CheckRoutes(target => Find(policy, target));
            _policies.Add(key, policy);
        }
    }

    private ServedService? Find(TrafficPolicySpec policy, ServiceTarget target) =>
        _services.GetValueOrDefault((policy.GlobalNamespace.Value, KeyOf(target.Service.Namespace.Value, target.Service.Name.Value)));

    private RoutingPlan RoutingOf(
        TrafficPolicySpec policy, string cluster, ClientEntryPlan entry, Dictionary<string, ClientEntryPlan> byHost)
    {
        CheckVisible(policy, cluster, entry, byHost);
        ImmutableArray<HostPort> ports = [.. entry.Host.Ports.Where(port => port.Protocol.IsHttp())];
        return new RoutingPlan
        {
            Subsets =
            [
                .. TargetsOf(policy).OfType<ClusterTarget>()
                    .Select(target => target.Cluster.Value)
                    .Distinct(StringComparer.Ordinal)
                    .Select(name => new SubsetPlan(SubsetOf(name), name))
                    .OrderBy(subset => subset.Name, StringComparer.Ordinal),
            ],
            Routes = [.. ports.SelectMany(port => RoutesOf(policy, entry.Host.Host, port, ports.Length > 1))],
            Origin = new Origin(SpecKinds.TrafficPolicy.Name, policy.Metadata.Name.Value, policy.Metadata.Name.Location),
        };
    }

    /// <summary>A client is sent only to hosts that it sees; each backend is reported once.</summary>
    private void CheckVisible(TrafficPolicySpec policy, string cluster, ClientEntryPlan entry, Dictionary<string, ClientEntryPlan> byHost)
    {
        foreach (var target in TargetsOf(policy).OfType<ServiceTarget>())
        {
            if (Find(policy, target) is not { } backend || backend.Group.Key == entry.Host.Service)
            {
                continue;
            }

            ImmutableArray<string> seen = byHost.TryGetValue(HostPlanner.NameOf(backend.Group), out var other) ? other.ExportTo : [];
            if (entry.ExportTo.FirstOrDefault(place => !seen.Contains(place, StringComparer.Ordinal)) is { } blind && _notVisible.Add(target))
            {
                _context.Diagnostics.Add(
                    TrafficDiagnostics.BackendNotVisible,
                    target.Location,
                    $"Namespace '{blind}' in cluster '{cluster}' calls service '{entry.Host.Service}' and is no consumer of its backend '{backend.Group.Key}'.",
                    "Add it to the consumers of the backend, or take it out of those of the service.");
            }
        }
    }

    /// <summary>The routes for one port; what none of them matches goes to the host itself, where Istio would answer 404.</summary>
    private IEnumerable<RoutePlan> RoutesOf(TrafficPolicySpec policy, string host, HostPort port, bool isOneOfSeveral)
    {
        int? called = isOneOfSeveral ? port.Number : null;
        foreach (var route in policy.Routes)
        {
            yield return new RoutePlan
            {
                Name = route.Name is { } name && called is { } number ? string.Create(CultureInfo.InvariantCulture, $"{name}-{number}") : route.Name?.Value,
                Port = called,
                Matches = route.Matches,
                Destinations = route.Backends.IsEmpty
                    ? [new DestinationPlan(host, port.Number, null, null)]
                    : [.. route.Backends.Select(backend => Destination(policy, backend.Target, host, port, route.Backends.Length == 1 ? null : backend.Weight?.Value))],
                Timeout = route.Timeout,
                Retries = route.Retries,
                Delay = route.Delay,
                Abort = route.Abort,
                Mirror = route.Mirror is { } mirror ? new MirrorPlan(Destination(policy, mirror.Target, host, port, null), mirror.Percent) : null,
            };
        }

        if (policy.Routes.IsEmpty || !TrafficChecks.MatchesAll(policy.Routes[^1]))
        {
            yield return new RoutePlan { Port = called, Destinations = [new DestinationPlan(host, port.Number, null, null)] };
        }
    }

    private DestinationPlan Destination(TrafficPolicySpec policy, TrafficTarget target, string host, HostPort port, int? weight) => target switch
    {
        ClusterTarget cluster => new DestinationPlan(host, port.Number, SubsetOf(cluster.Cluster.Value), weight),
        ServiceTarget other when Find(policy, other) is { } backend && backend.Group.Key != KeyOf(policy.Service.Namespace.Value, policy.Service.Name.Value) =>
            new DestinationPlan(HostPlanner.NameOf(backend.Group), TrafficChecks.PortOf(backend.Ports, port)?.Number ?? port.Number, null, weight),
        _ => new DestinationPlan(host, port.Number, null, weight),
    };

    private static IEnumerable<TrafficTarget> TargetsOf(TrafficPolicySpec policy) =>
        policy.Routes.SelectMany(route => route.Backends.Select(backend => backend.Target).Append(route.Mirror?.Target)).OfType<TrafficTarget>();

    /// <summary>The name of a subset is a DNS label; a long name of a cluster is one by itself.</summary>
    private static string SubsetOf(string cluster) =>
        cluster.Length <= DnsNames.MaxLabelLength - PinPrefix.Length ? PinPrefix + cluster : cluster;

    private static ServiceKey KeyOf(string @namespace, string name) => new(@namespace, name);
}
