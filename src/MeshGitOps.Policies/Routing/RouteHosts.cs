using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Routing;

/// <summary>
/// Decides whether the mesh of a cluster knows the host that an object names. It is not decided for names of namespaces
/// whose Services the manifests do not hold, nor for public names: their ServiceEntry may lie in another repository.
/// </summary>
internal sealed class RouteHosts
{
    /// <summary>Names that a suggestion is looked for in.</summary>
    private const int MaxCandidates = 256;

    private readonly RuleContext _context;
    private readonly Dictionary<string, GlobalHost> _global = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Cluster, ServiceKey Service), GlobalHost> _byServer = [];
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);
    private readonly bool _isJoined;

    public RouteHosts(RuleContext context)
    {
        _context = context;
        _isJoined = context.Specs.Clusters.Any(cluster => cluster.Discovery?.Value == DiscoveryMode.RemoteSecrets);
        foreach (var host in context.Plan.Hosts)
        {
            _global.TryAdd(host.Host, host);
            _domains.Add(host.Domain);
            foreach (var server in host.Servers)
            {
                _byServer.TryAdd((server.Cluster, server.Service), host);
            }
        }
    }

    public bool IsMissing(ClusterMesh mesh, string fullHost)
    {
        if (fullHost.Length == 0 || fullHost.Contains('*', StringComparison.Ordinal) || mesh.Hosts.FindForAnyone(fullHost).Count > 0)
        {
            return false;
        }

        return ServiceOf(mesh, fullHost) is { } service
            ? service is not { Namespace: "default", Name: "kubernetes" }
                && (mesh.Routing.ServicesIn(service.Namespace).Count > 0 || OthersWith(mesh, service).Any())
                && !(_isJoined && OthersWith(mesh, service).Any())
            : MeantService(mesh, fullHost) is not null || DomainSuffixes.Of(fullHost).Skip(1).Any(_domains.Contains);
    }

    /// <summary>The full name where a host only lacks the part that DNS completes; null for others.</summary>
    public static SuggestedFix? CompletionOf(ClusterMesh mesh, SourceLocation place, string fullHost) =>
        MeantService(mesh, fullHost) is { } meant
            ? SuggestedFix.Safe($"Write '{FullNameOf(mesh, meant)}'.", YamlEdits.Replace(place, FullNameOf(mesh, meant)))
            : null;

    /// <summary>What was meant by a host that is missing, and the places that show it.</summary>
    public (string Help, RelatedLocation[] Related) Advice(ClusterMesh mesh, string written, string fullHost)
    {
        if (_global.GetValueOrDefault(fullHost) is { } global)
        {
            return ($"Make a namespace of cluster '{mesh.Name}' a consumer of '{fullHost}'.", [new RelatedLocation(global.Location, "the host comes from here")]);
        }

        if (MeantService(mesh, fullHost) is { } meant)
        {
            return ($"Write '{FullNameOf(mesh, meant)}': Istio completes only names without a dot.", [new RelatedLocation(meant.Location, "this Service is meant")]);
        }

        var read = written == fullHost ? "" : $"Istio reads it as '{fullHost}'. ";
        if (ServiceOf(mesh, fullHost) is not { } service)
        {
            return (Suggestion.Help(fullHost, _global.Keys.Order(StringComparer.Ordinal).Take(MaxCandidates)) ?? "No GlobalNamespace has such a host.", []);
        }

        if (OthersWith(mesh, service).ToList() is { Count: > 0 } others)
        {
            var related = others.Select(other => new RelatedLocation(other.Service.Location, $"cluster '{other.Cluster}' has it")).ToArray();
            return (read + (GlobalHostFor(mesh, others) is { } host
                ? $"Clusters do not see each other's Services: route to the global host '{host}'."
                : "Clusters do not see each other's Services: export it through a GlobalNamespace and route to the global host."), related);
        }

        if (mesh.Routing.ServicesNamed(service.Name) is [var elsewhere, ..])
        {
            return ($"{read}Did you mean '{FullNameOf(mesh, elsewhere)}'?", [new RelatedLocation(elsewhere.Location, "a Service of that name is here")]);
        }

        var names = mesh.Routing.ServicesIn(service.Namespace).Take(MaxCandidates).Select(known => known.Key.Name);
        return (read + (Suggestion.Help(service.Name, names) ?? $"Namespace '{service.Namespace}' has no such Service in the manifests."), []);
    }

    private static string FullNameOf(ClusterMesh mesh, KubernetesService service) =>
        $"{service.Key.Name}.{service.Key.Namespace}.svc.{mesh.ClusterDomain}";

    /// <summary>The Service that a full name in the cluster's domain stands for.</summary>
    private static ServiceKey? ServiceOf(ClusterMesh mesh, string fullHost) =>
        fullHost.EndsWith($".svc.{mesh.ClusterDomain}", StringComparison.Ordinal)
        && fullHost[..^(mesh.ClusterDomain.Length + 5)].Split('.') is [var name, var @namespace]
            ? new ServiceKey(@namespace, name)
            : null;

    /// <summary>The Service behind <c>name.namespace</c> and <c>name.namespace.svc</c>, which DNS completes and Istio does not.</summary>
    private static KubernetesService? MeantService(ClusterMesh mesh, string host)
    {
        var prefix = host.EndsWith(".svc", StringComparison.Ordinal) ? host[..^4] : host;
        return prefix.Split('.').Length == 2 && mesh.Hosts.Named($"{prefix}.svc.{mesh.ClusterDomain}") is [{ Service: { } service }, ..] ? service : null;
    }

    private IEnumerable<(string Cluster, KubernetesService Service)> OthersWith(ClusterMesh mesh, ServiceKey service) =>
        from other in _context.Clusters
        where other.Name != mesh.Name
        from host in other.Hosts.Named($"{service.Name}.{service.Namespace}.svc.{other.ClusterDomain}").Take(1)
        where host.Service is not null
        select (other.Name, host.Service);

    /// <summary>The global host that leads to the Service, where clients of this cluster have it.</summary>
    private string? GlobalHostFor(ClusterMesh mesh, List<(string Cluster, KubernetesService Service)> others) => others
        .Select(other => _byServer.GetValueOrDefault((other.Cluster, other.Service.Key))?.Host)
        .FirstOrDefault(host => host is not null && mesh.Hosts.Named(host).Count > 0);
}
