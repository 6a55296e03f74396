using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MeshGitOps.Tests.Simulation;

/// <summary>What the GlobalNamespaces mean, worked out from the specs alone: hosts, ports, servers and consumers.</summary>
internal static class FleetExpectations
{
    private static readonly ImmutableArray<string> SystemNamespaces =
    [
        "kube-*", "istio-system", "istio-ingress", "istio-egress", "vmware-system-*", "openshift-*", "gke-*", "gmp-*", "aks-istio-*",
        "calico-*", "tigera-*", "argocd", "flux-system", "cert-manager", "local-path-storage",
    ];

    public static IEnumerable<ExpectedHost> Of(List<KubeObject> documents, ImmutableSortedDictionary<string, FleetCluster> clusters)
    {
        foreach (var globalNamespace in documents.Where(item => item.Kind == "GlobalNamespace"))
        {
            var members = Members(globalNamespace, documents, clusters).Distinct().ToList();
            var backends = documents.Where(item => item.Kind == "GlobalService").SelectMany(item => item.Spec.Items("backends"))
                .Select(backend => (backend.Text("cluster"), backend.Text("service", "namespace"), backend.Text("service", "name")))
                .ToHashSet();
            var services = members
                .SelectMany(member => ServicesIn(clusters[member.Cluster], member.Namespace)
                    .Select(service => (member.Cluster, Service: service)))
                .Where(item => IsIncluded(globalNamespace, item.Service)
                    && !backends.Contains((item.Cluster, item.Service.Namespace, item.Service.Name)))
                .GroupBy(item => (item.Service.Namespace, item.Service.Name));
            foreach (var group in services)
            {
                var extra = documents.FirstOrDefault(item => item.Kind == "GlobalService"
                    && item.Spec.Text("globalNamespace", "name") == globalNamespace.Name
                    && item.Spec.Text("service", "name") == group.Key.Name
                    && item.Spec.Text("service", "namespace") == group.Key.Namespace);
                var host = Host(globalNamespace, extra, members, [.. group.Select(item => (item.Cluster, item.Service))], documents) with
                {
                    Service = $"{group.Key.Namespace}/{group.Key.Name}",
                    Routes = [.. Routes(globalNamespace, group.Key.Namespace, group.Key.Name, documents)],
                };
                yield return host;
                foreach (var alias in (extra?.Spec).Texts("aliases"))
                {
                    yield return host with { Host = alias };
                }
            }
        }
    }

    private static ExpectedHost Host(
        KubeObject globalNamespace,
        KubeObject? extra,
        List<ExpectedConsumer> members,
        ImmutableArray<(string Cluster, KubeObject Service)> served,
        List<KubeObject> documents)
    {
        var first = served[0].Service;
        var name = (globalNamespace.Spec.Text("hostname") ?? "{service}.{domain}")
            .Replace("{service}", first.Name, StringComparison.Ordinal)
            .Replace("{namespace}", first.Namespace, StringComparison.Ordinal)
            .Replace("{domain}", globalNamespace.Spec.Text("domain"), StringComparison.Ordinal);
        var listed = (extra?.Spec).Items("clusters");
        var servers = served
            .Where(item => listed.Count == 0 || listed.Any(cluster => cluster.Text("name") == item.Cluster))
            .Select(item => new ExpectedServer(item.Cluster, item.Service.Namespace, item.Service.Name))
            .Concat((extra?.Spec).Items("backends").Select(backend => new ExpectedServer(
                backend.Text("cluster") ?? "", backend.Text("service", "namespace") ?? "", backend.Text("service", "name") ?? "")))
            .Select(server => server with
            {
                IsDraining = listed.Any(cluster => cluster.Text("name") == server.Cluster && cluster.Text("state") == "Draining"),
            });
        var failover = extra?.Spec.At("failover") ?? globalNamespace.Spec.At("failover");
        return new ExpectedHost(
            name,
            globalNamespace.Spec.Text("configNamespace") ?? $"mesh-{globalNamespace.Name}",
            [.. first.Spec.Items("ports").Where(port => port.Text("protocol") is null or "TCP").Select(port => port.Number("port") ?? 0)],
            [.. servers],
            [.. Consumers(globalNamespace, extra, members, documents)])
        {
            IsViaEgress = globalNamespace.Spec.Text("interconnect") == "EgressHop",
            IsLegacy = globalNamespace.Spec.Text("interconnect") == "Legacy",
            HasFailover = failover.At("enabled") is not false,
            Failover = failover.Items("regions").ToImmutableSortedDictionary(
                item => item.Text("from") ?? "", item => item.Text("to") ?? "", StringComparer.Ordinal),
        };
    }

    /// <summary>The routes of the TrafficPolicy for a service, and one for the rest where the last has conditions.</summary>
    private static IEnumerable<ImmutableArray<ExpectedDestination>> Routes(KubeObject globalNamespace, string place, string name, List<KubeObject> documents)
    {
        var policy = documents.FirstOrDefault(item => item.Kind == "TrafficPolicy"
            && item.Spec.Text("globalNamespace", "name") == globalNamespace.Name
            && item.Spec.Text("service", "name") == name
            && item.Spec.Text("service", "namespace") == place);
        var routes = (policy?.Spec).Items("routes");
        foreach (var route in routes)
        {
            var backends = route.Items("backends");
            yield return
            [
                .. backends.Select(backend => Destination(backend, backends.Count == 1 ? 100 : backend.Number("weight"))),
                .. backends.Count == 0 ? [new ExpectedDestination(null, null, 100)] : ImmutableArray<ExpectedDestination>.Empty,
                .. route.At("mirror") is { } mirror ? [Destination(mirror, null)] : ImmutableArray<ExpectedDestination>.Empty,
            ];
        }

        if (routes.Count > 0 && routes[^1].At("match") is not null)
        {
            yield return [new ExpectedDestination(null, null, 100)];
        }
    }

    private static ExpectedDestination Destination(object? target, int? weight) => new(
        target.At("service") is { } service ? $"{service.Text("namespace")}/{service.Text("name")}" : null,
        target.Text("cluster"),
        weight);

    /// <summary>The members that a GlobalService names; where it names none, all of them, or nobody where they must be declared.</summary>
    private static IEnumerable<ExpectedConsumer> Consumers(
        KubeObject globalNamespace, KubeObject? extra, List<ExpectedConsumer> members, List<KubeObject> documents)
    {
        var declared = (extra?.Spec).Items("consumers").SelectMany(consumer => Selected(consumer.At("clusters"), documents)
            .Select(cluster => new ExpectedConsumer(cluster, consumer.Text("namespace") ?? "")))
            .ToList();
        return declared.Count > 0 ? members.Intersect(declared)
            : globalNamespace.Spec.Text("consumers") == "Declared" ? []
            : members;
    }

    /// <summary>Exact names need no evidence; patterns mean the namespaces that the manifests know, system ones left out.</summary>
    private static IEnumerable<ExpectedConsumer> Members(
        KubeObject globalNamespace, List<KubeObject> documents, ImmutableSortedDictionary<string, FleetCluster> clusters)
    {
        var mesh = documents.FirstOrDefault(item => item.Kind == "Mesh");
        foreach (var member in globalNamespace.Spec.Items("members"))
        {
            foreach (var cluster in Selected(member.At("clusters"), documents))
            {
                var facts = clusters[cluster].Facts;
                ImmutableArray<string> excluded =
                [
                    .. SystemNamespaces, .. (mesh?.Spec).Texts("excludedNamespaces"), facts.GatewayNamespace, facts.RootNamespace, .. facts.OtherGatewayNamespaces,
                ];
                var known = new WorkloadSide(clusters[cluster] with { Rendered = [] }).Namespaces;
                foreach (var pattern in member.Texts("namespaces"))
                {
                    var names = pattern.Contains('*', StringComparison.Ordinal)
                        ? known.Where(name => Matches(pattern, name) && !excluded.Any(item => Matches(item, name)))
                        : [pattern];
                    foreach (var name in names)
                    {
                        yield return new ExpectedConsumer(cluster, name);
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Selected(object? selector, List<KubeObject> documents)
    {
        var names = selector.Texts("names");
        var labels = selector.TextMap("matchLabels");
        return documents
            .Where(item => item.Kind == "Cluster"
                && (names.IsEmpty || names.Contains("*") || names.Contains(item.Name))
                && labels.Selects(item.Tree.TextMap("metadata", "labels")))
            .Select(item => item.Name);
    }

    /// <summary>The Services that run there: with a selector, and pods behind it unless their makers are unknown.</summary>
    private static IEnumerable<KubeObject> ServicesIn(FleetCluster cluster, string name)
    {
        var side = new WorkloadSide(cluster);
        return cluster.Own.Where(item => item is { Kind: "Service", Group: "" } && item.Namespace == name
            && item.Spec.Text("type") != "ExternalName" && item.Spec.Text("clusterIP") != "None"
            && item.Spec.Items("ports").Any(port => port.Text("protocol") is null or "TCP")
            && !item.Spec.TextMap("selector").IsEmpty
            && !side.IsScaledToZero(item));
    }

    private static bool IsIncluded(KubeObject globalNamespace, KubeObject service)
    {
        var include = globalNamespace.Spec.Texts("services", "include");
        return (include.IsEmpty || include.Any(pattern => Matches(pattern, service)))
            && !globalNamespace.Spec.Texts("services", "exclude").Append("default/kubernetes").Any(pattern => Matches(pattern, service));
    }

    private static bool Matches(string pattern, KubeObject service) =>
        Matches(pattern, pattern.Contains('/', StringComparison.Ordinal) ? $"{service.Namespace}/{service.Name}" : service.Name);

    private static bool Matches(string pattern, string name) =>
        Regex.IsMatch(name, "^" + Regex.Escape(pattern).Replace(@"\*", ".*") + "$");
}
