using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Groups the Services of the members into the services of a GlobalNamespace.</summary>
internal static class ServiceDiscovery
{
    /// <summary>Sorted by namespace and name.</summary>
    public static ImmutableArray<ServiceGroup> Find(PlanningContext context, Membership membership, GlobalNamespaceSpec globalNamespace)
    {
        var specs = SpecsByService(context, globalNamespace);
        var backends = BackendsOf(specs.Values);
        var candidates = new Dictionary<ServiceKey, List<ServiceCandidate>>();
        foreach (var member in membership.Of(globalNamespace))
        {
            foreach (var service in member.Cluster.ServicesIn(member.Namespace))
            {
                // A Service that a GlobalService names as its backend here is that service, under another name.
                var isBackend = backends.TryGetValue((member.Cluster.Name, service.Key), out var owner);
                var key = isBackend ? owner : service.Key;
                if (!isBackend && specs.TryGetValue(key, out var spec) && HasBackend(spec, member.Cluster.Name))
                {
                    // The backend takes the place of the Service of the same name: with both, the cluster would serve the host twice.
                    continue;
                }

                if (IsSelected(globalNamespace, service.Key) || specs.ContainsKey(key))
                {
                    Add(candidates, key, new ServiceCandidate(member.Cluster, service.Key, service, service.Location));
                }
            }
        }

        foreach (var spec in specs.Values)
        {
            AddDeclared(context, membership, globalNamespace, spec, candidates);
        }

        ReportPatternsWithoutMatch(context, membership, globalNamespace);
        return
        [
            .. candidates.Keys.Union(specs.Keys).Order().Select(key => new ServiceGroup
            {
                GlobalNamespace = globalNamespace,
                Key = key,
                Spec = specs.GetValueOrDefault(key),
                Candidates = candidates.TryGetValue(key, out var found)
                    ? [.. found.OrderBy(candidate => candidate.Cluster.Name, StringComparer.Ordinal)]
                    : [],
            }),
        ];
    }

    private static Dictionary<ServiceKey, GlobalServiceSpec> SpecsByService(PlanningContext context, GlobalNamespaceSpec globalNamespace)
    {
        var specs = new Dictionary<ServiceKey, GlobalServiceSpec>();
        foreach (var spec in context.Specs.GlobalServices.Where(spec => spec.GlobalNamespace.Value == globalNamespace.Metadata.Name.Value))
        {
            var key = new ServiceKey(spec.Service.Namespace.Value, spec.Service.Name.Value);
            if (!specs.TryAdd(key, spec))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.GlobalServiceTwice,
                    spec.Service.Location,
                    $"GlobalService '{specs[key].Metadata.Name}' speaks of service '{key}' already.",
                    "Merge the two.",
                    new RelatedLocation(specs[key].Service.Location, "the first one"));
            }
        }

        return specs;
    }

    private static Dictionary<(string Cluster, ServiceKey Service), ServiceKey> BackendsOf(IEnumerable<GlobalServiceSpec> specs)
    {
        var backends = new Dictionary<(string, ServiceKey), ServiceKey>();
        foreach (var spec in specs)
        {
            var key = new ServiceKey(spec.Service.Namespace.Value, spec.Service.Name.Value);
            foreach (var backend in spec.Backends)
            {
                backends.TryAdd((backend.Cluster.Value, new ServiceKey(backend.Service.Namespace.Value, backend.Service.Name.Value)), key);
            }
        }

        return backends;
    }

    private static bool HasBackend(GlobalServiceSpec spec, string cluster) =>
        spec.Backends.Any(backend => backend.Cluster.Value == cluster);

    /// <summary>Clusters that a GlobalService names although no manifest of theirs holds the Service.</summary>
    private static void AddDeclared(
        PlanningContext context,
        Membership membership,
        GlobalNamespaceSpec globalNamespace,
        GlobalServiceSpec spec,
        Dictionary<ServiceKey, List<ServiceCandidate>> candidates)
    {
        var key = new ServiceKey(spec.Service.Namespace.Value, spec.Service.Name.Value);
        var names = spec.Clusters.Select(cluster => cluster.Name)
            .Concat(spec.Backends.Select(backend => backend.Cluster))
            .Where(name => context.ClusterNamed(name.Value) is not null)
            .DistinctBy(name => name.Value);
        foreach (var name in names)
        {
            var cluster = context.ClusterNamed(name.Value)!;
            if (candidates.TryGetValue(key, out var found) && found.Exists(candidate => candidate.Cluster == cluster))
            {
                continue;
            }

            var backend = spec.Backends.FirstOrDefault(backend => backend.Cluster.Value == name.Value);
            var local = backend is null ? key : new ServiceKey(backend.Service.Namespace.Value, backend.Service.Name.Value);
            if (membership.Find(cluster.Name, local.Namespace)?.GlobalNamespace.Metadata.Name.Value != globalNamespace.Metadata.Name.Value)
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.ClusterIsNoMember,
                    name.Location,
                    $"Namespace '{local.Namespace}' of cluster '{cluster.Name}' is no member of GlobalNamespace '{globalNamespace.Metadata.Name}'.",
                    "Add it to the members of the GlobalNamespace, or take the cluster out here.");
                continue;
            }

            if (cluster.Service(local) is { } taken)
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.BackendTwice,
                    name.Location,
                    $"Service '{local}' of cluster '{cluster.Name}' is the backend of another GlobalService already.",
                    "Give one service both names with 'aliases', or name another backend.",
                    new RelatedLocation(taken.Location, "the Service"));
                continue;
            }

            if (spec.StandsForManifest)
            {
                Add(candidates, key, new ServiceCandidate(cluster, local, null, name.Location));
                continue;
            }

            context.Diagnostics.Add(
                PlanDiagnostics.NoServingCluster,
                name.Location,
                $"The manifests of cluster '{cluster.Name}' hold no Service '{local}'.",
                "Add its manifest, or declare 'ports', 'selector' and 'serviceAccounts', which together stand for it.");
        }
    }

    private static bool IsSelected(GlobalNamespaceSpec globalNamespace, ServiceKey service)
    {
        if (service is { Namespace: "default", Name: "kubernetes" })
        {
            return false;
        }

        return (globalNamespace.IncludedServices.IsEmpty || globalNamespace.IncludedServices.Any(pattern => Matches(pattern, service)))
            && !globalNamespace.ExcludedServices.Any(pattern => Matches(pattern, service));
    }

    private static bool Matches(Located<string> pattern, ServiceKey service) =>
        NamePattern.Matches(pattern.Value, pattern.Value.Contains('/', StringComparison.Ordinal) ? service.ToString() : service.Name);

    private static void ReportPatternsWithoutMatch(PlanningContext context, Membership membership, GlobalNamespaceSpec globalNamespace)
    {
        if (globalNamespace.IncludedServices.IsEmpty && globalNamespace.ExcludedServices.IsEmpty)
        {
            return;
        }

        var services = membership.Of(globalNamespace)
            .SelectMany(member => member.Cluster.ServicesIn(member.Namespace))
            .Select(service => service.Key)
            .Distinct()
            .ToList();
        foreach (var pattern in globalNamespace.IncludedServices.Concat(globalNamespace.ExcludedServices))
        {
            if (pattern.Value != "*" && !services.Exists(service => Matches(pattern, service)))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.IncludeMatchesNothing,
                    pattern.Location,
                    $"'{pattern.Value}' matches no Service of GlobalNamespace '{globalNamespace.Metadata.Name}'.",
                    "Correct the name, or take it out.");
            }
        }
    }

    private static void Add(Dictionary<ServiceKey, List<ServiceCandidate>> candidates, ServiceKey key, ServiceCandidate candidate)
    {
        if (!candidates.TryGetValue(key, out var list))
        {
            candidates.Add(key, list = []);
        }

        list.Add(candidate);
    }
}
