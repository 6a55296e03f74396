using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>Who may call which pods of which cluster: from AccessPolicies, and from the isolation of GlobalNamespaces.</summary>
internal sealed class AccessPlanner
{
    private readonly PlanningContext _context;
    private readonly Membership _membership;
    private readonly CallerFinder _callers;
    private readonly Dictionary<ClusterContext, List<AccessPlan>> _plans = [];
    private readonly HashSet<KubernetesWorkload> _protected = new(ReferenceEqualityComparer.Instance);

    private AccessPlanner(PlanningContext context, Membership membership)
    {
        _context = context;
        _membership = membership;
        _callers = new CallerFinder(context, membership);
    }

    /// <summary>By cluster, sorted by namespace and name.</summary>
    public static Dictionary<ClusterContext, ImmutableArray<AccessPlan>> Plan(
        PlanningContext context,
        Membership membership,
        ImmutableArray<ServedService> services)
    {
        var planner = new AccessPlanner(context, membership);
        var finder = new ProtectedPodsFinder(context, membership, services);
        foreach (var policy in context.Specs.AccessPolicies)
        {
            planner.Add(policy, finder.Find(policy));
        }

        planner.AddIsolation();
        return planner._plans.ToDictionary(
            entry => entry.Key,
            entry => entry.Value
                .OrderBy(plan => plan.Namespace, StringComparer.Ordinal)
                .ThenBy(plan => plan.Name, StringComparer.Ordinal)
                .ToImmutableArray());
    }

    private void Add(AccessPolicySpec policy, ImmutableArray<ProtectedPods> targets)
    {
        foreach (var target in targets)
        {
            if (!CanBeKept(policy, target) || Ports(policy, target) is not { } ports)
            {
                continue;
            }

            if (policy.Action == AccessAction.Allow)
            {
                _protected.UnionWith(target.Cluster.SelectWorkloads(target.Namespace, target.Selector));
            }

            Add(target.Cluster, new AccessPlan
            {
                Name = NameOf(policy, target),
                Namespace = target.Namespace,
                GlobalNamespace = policy.GlobalNamespace?.Value,
                Selector = target.Selector,
                ServiceAccounts = [.. target.Workloads.Select(workload => workload.ServiceAccount).Distinct().Order(StringComparer.Ordinal)],
                Action = policy.Action,
                Callers = _callers.Find(policy, target.Cluster),
                Rules = policy.Rules,
                Ports = ports,
                Unrestricted = policy.Action == AccessAction.Allow ? Scraper(target.Cluster) : [],
                Origin = new Origin(policy.Kind.Name, policy.Metadata.Key, policy.Metadata.Name.Location),
            });
        }
    }

    /// <summary>A TrafficTarget may have the name of an AccessPolicy, or of one and a workload.</summary>
    private static string NameOf(AccessPolicySpec policy, ProtectedPods target)
    {
        var prefix = policy.Kind == SpecKinds.AccessPolicy ? MtlsPlanner.PolicyName : $"{MtlsPlanner.PolicyName}.{policy.Kind.Name.ToLowerInvariant()}";
        return target.Suffix is null ? $"{prefix}-{policy.Metadata.Name}" : $"{prefix}-{policy.Metadata.Name}.{target.Suffix}";
    }

    private void Add(ClusterContext cluster, AccessPlan plan)
    {
        if (!_plans.TryGetValue(cluster, out var plans))
        {
            _plans.Add(cluster, plans = []);
        }

        plans.Add(plan);
    }

    private bool CanBeKept(AccessPolicySpec policy, ProtectedPods target)
    {
        if (target.Cluster.Settings.IstioVersion.IsAtLeast(1, 4))
        {
            return true;
        }

        _context.Diagnostics.Add(
            AccessDiagnostics.VersionTooOld,
            policy.To.Reference.Location,
            $"Cluster '{target.Cluster.Name}' runs Istio {target.Cluster.Settings.IstioVersion}, which has no AuthorizationPolicy.",
            "Upgrade the cluster, or leave it out of the policy.",
            new RelatedLocation(target.Cluster.Settings.Origin.Location, "the cluster"));
        return false;
    }

    /// <summary>The container ports, sorted; null where one of them cannot be told.</summary>
    private ImmutableArray<int>? Ports(AccessPolicySpec policy, ProtectedPods target)
    {
        var ports = new SortedSet<int>(policy.ContainerPorts.Select(port => port.Value));
        foreach (var number in policy.Ports)
        {
            var behind = target.Services
                .SelectMany(service => service.Ports)
                .Where(port => port.Number == number.Value && port.TransportProtocol == "TCP")
                .SelectMany(port => PortPlanner.ContainerPortsOf(port, target.Workloads))
                .ToList();
            if (behind.Count == 0)
            {
                ReportPort(policy, target, number);
                return null;
            }

            ports.UnionWith(behind);
        }

        return [.. ports];
    }

    private void ReportPort(AccessPolicySpec policy, ProtectedPods target, Specs.Text.Located<int> number)
    {
        ImmutableArray<KubernetesService> with = [.. target.Services.Where(service => service.Ports.Any(port => port.Number == number.Value))];
        _context.Diagnostics.Add(
            AccessDiagnostics.PortUnknown,
            number.Location,
            with.IsEmpty
                ? $"No Service in front of the pods that {policy.Subject} is for has port {number.Value} in cluster '{target.Cluster.Name}'."
                : $"The container port behind port {number.Value} of Service '{with[0].Key}' in cluster '{target.Cluster.Name}' cannot be told.",
            with.IsEmpty
                ? $"Name a port of the Service{PortsOf(target.Services)}; the number in the container may be another one."
                : "Give the Service a numeric 'targetPort', or name the port in the workload's 'containerPorts'.",
            [.. target.Services.Take(1).Select(service => new RelatedLocation(service.Location, "the Service"))]);
    }

    private static string PortsOf(ImmutableArray<KubernetesService> services)
    {
        var numbers = string.Join(", ", services.SelectMany(service => service.Ports).Select(port => port.Number).Distinct().Order());
        return numbers.Length == 0 ? "" : $" ({numbers})";
    }

    private ImmutableArray<CallerPlan> Scraper(ClusterContext cluster) => _context.Specs.Mesh?.Scraper is { } scraper
        ? [.. _callers.Local(cluster, scraper.Namespace.Value, scraper.Name.Value).Order()]
        : [];

    private void AddIsolation()
    {
        foreach (var member in _membership.ByGlobalNamespace.Values.SelectMany(list => list).Where(member => member.GlobalNamespace.Isolation?.Value == true))
        {
            foreach (var plan in IsolationPlanner.Plan(_context, member, _protected, CallersOf(member)))
            {
                Add(member.Cluster, plan);
            }
        }
    }

    /// <summary>The members, the ingress gateway where there is one, and the scraper.</summary>
    private ImmutableArray<CallerPlan> CallersOf(Member member)
    {
        var callers = new SortedSet<CallerPlan>(_callers.MembersOf(member.GlobalNamespace.Metadata.Name.Value));
        if (member.Cluster.Spec.IngressGateway is not null)
        {
            callers.UnionWith(_callers.Local(member.Cluster, member.Cluster.Settings.IngressNamespace, null));
        }

        callers.UnionWith(Scraper(member.Cluster));
        return [.. callers];
    }
}
