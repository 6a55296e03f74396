using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Kinds.TrafficPolicies;

namespace MeshGitOps.Rendering.Planning.Traffic;

/// <summary>Whether the routes of one policy make sense for its service; each mistake is reported.</summary>
internal sealed class TrafficChecks(PlanningContext context, TrafficPolicySpec policy, ServedService service)
{
    /// <summary>Whether requests to the service can be routed at all.</summary>
    public bool CanRoute()
    {
        var globalNamespace = service.Group.GlobalNamespace;
        if (globalNamespace.Interconnect is { Value: InterconnectMode.Legacy } legacy)
        {
            context.Diagnostics.Add(
                TrafficDiagnostics.LegacyNotRouted,
                policy.GlobalNamespace.Location,
                $"GlobalNamespace '{policy.GlobalNamespace}' of TrafficPolicy '{policy.Metadata.Name}' has interconnect Legacy, for which no routes are rendered.",
                "Upgrade its clusters to another interconnect first, or take the policy out.",
                new RelatedLocation(legacy.Location, "the interconnect"));
            return false;
        }

        if (service.Ports.Any(port => port.Protocol.IsHttp()))
        {
            return true;
        }

        context.Diagnostics.Add(
            TrafficDiagnostics.NoHttpPort,
            policy.Service.Location,
            $"No port of service '{service.Group.Key}' carries HTTP, so that TrafficPolicy '{policy.Metadata.Name}' has no requests to route.",
            "Give the port a name that begins with 'http-' or 'grpc-', if that is what it carries.",
            new RelatedLocation(service.Ports[0].Location, "its first port"));
        return false;
    }

    /// <param name="find">A service of the same GlobalNamespace; null where no cluster serves it.</param>
    public void CheckRoutes(Func<ServiceTarget, ServedService?> find)
    {
        CheckOrder();
        foreach (var route in policy.Routes)
        {
            CheckWeights(route.Backends);
            foreach (var target in route.Backends.Select(backend => backend.Target))
            {
                CheckTarget(target, find);
            }

            if (route.Mirror is { } mirror)
            {
                CheckTarget(mirror.Target, find);
            }
        }
    }

    /// <summary>Whether a route leaves nothing to those behind it.</summary>
    public static bool MatchesAll(TrafficRoute route) =>
        route.Matches.IsEmpty || route.Matches.Any(match => match is { Methods.IsEmpty: true, Headers.IsEmpty: true, Path: var path } && IsAnyPath(path));

    /// <summary>The port of a backend that a request to a port of the service goes to; null where it cannot be told.</summary>
    public static HostPort? PortOf(ImmutableArray<HostPort> backend, HostPort port)
    {
        ImmutableArray<HostPort> routed = [.. backend.Where(other => other.Protocol.IsHttp())];
        return routed.FirstOrDefault(other => other.Number == port.Number) ?? (routed.Length == 1 ? routed[0] : null);
    }

    private static bool IsAnyPath(TextMatchSpec? path) => path switch
    {
        null => true,
        { Kind: TextMatchKind.Prefix, Text.Value: "/" } => true,
        { Kind: TextMatchKind.Regex, Text.Value: ".*" or "/.*" } => true,
        _ => false,
    };

    private void CheckOrder()
    {
        for (var i = 0; i < policy.Routes.Length - 1; i++)
        {
            if (MatchesAll(policy.Routes[i]))
            {
                context.Diagnostics.Add(
                    TrafficDiagnostics.RouteUnreachable,
                    policy.Routes[i + 1].Location,
                    $"No request reaches this route of TrafficPolicy '{policy.Metadata.Name}', as the one before it matches every request.",
                    "Put the route without 'match' last.",
                    new RelatedLocation(policy.Routes[i].Location, "matches every request"));
                return;
            }
        }
    }

    private void CheckWeights(ImmutableArray<TrafficBackend> backends)
    {
        ImmutableArray<Specs.Text.Located<int>> weights = [.. backends.Select(backend => backend.Weight).OfType<Specs.Text.Located<int>>()];
        var sum = weights.Sum(weight => weight.Value);
        if (weights.IsEmpty || weights.Length != backends.Length || sum == 100)
        {
            return;
        }

        context.Diagnostics.Add(
            TrafficDiagnostics.WeightsInvalid,
            weights[0].Location,
            sum == 0
                ? $"The weights of a route of TrafficPolicy '{policy.Metadata.Name}' are all 0."
                : $"The weights of a route of TrafficPolicy '{policy.Metadata.Name}' sum to {sum}.",
            "They sum to 100.");
    }

    private void CheckTarget(TrafficTarget target, Func<ServiceTarget, ServedService?> find)
    {
        if (target is ClusterTarget cluster)
        {
            CheckCluster(cluster);
        }
        else if (target is ServiceTarget other)
        {
            CheckService(other, find(other));
        }
    }

    private void CheckCluster(ClusterTarget target)
    {
        if (service.Group.GlobalNamespace.Interconnect is { Value: InterconnectMode.EgressHop } interconnect)
        {
            context.Diagnostics.Add(
                TrafficDiagnostics.ClusterNotChosen,
                target.Location,
                $"Clients of GlobalNamespace '{policy.GlobalNamespace}' call their egress gateway and cannot choose cluster '{target.Cluster}'.",
                "Take the backend out, or set 'interconnect: EastWest'.",
                new RelatedLocation(interconnect.Location, "the interconnect"));
            return;
        }

        var server = service.Servers.FirstOrDefault(server => server.Candidate.Cluster.Name == target.Cluster.Value);
        if (server is { State: ServingState.Serving } || context.ClusterNamed(target.Cluster.Value) is null)
        {
            return;
        }

        var serving = service.Servers.Where(other => other.State == ServingState.Serving).Select(other => other.Candidate.Cluster.Name);
        context.Diagnostics.Add(
            TrafficDiagnostics.ClusterDoesNotServe,
            target.Location,
            server is null
                ? $"Cluster '{target.Cluster}' does not serve service '{service.Group.Key}'."
                : $"Cluster '{target.Cluster}' is draining, so that clients have no endpoint of service '{service.Group.Key}' there.",
            $"The service is served in {Words.List(serving)}.");
    }

    private void CheckService(ServiceTarget target, ServedService? backend)
    {
        if (backend is null)
        {
            context.Diagnostics.Add(
                TrafficDiagnostics.BackendUnknown,
                target.Location,
                $"No cluster serves service '{target.Service.Namespace}/{target.Service.Name}' in GlobalNamespace '{policy.GlobalNamespace}'.",
                "Correct the name, or add its namespace to the members of the GlobalNamespace and its manifests to a cluster.");
            return;
        }

        if (service.Ports.FirstOrDefault(port => port.Protocol.IsHttp() && PortOf(backend.Ports, port) is null) is { } unknown)
        {
            context.Diagnostics.Add(
                TrafficDiagnostics.BackendPortUnknown,
                target.Location,
                $"Service '{backend.Group.Key}' has no HTTP port {unknown.Number}, which service '{service.Group.Key}' is called on, and not a single other one.",
                "Give both Services the same port.",
                new RelatedLocation(unknown.Location, "the port that is called"));
        }
    }
}
