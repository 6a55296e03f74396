using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>Where the clients of other clusters dial an east-west gateway. Reported once per gateway.</summary>
internal static class GatewayTransitions
{
    /// <summary>The number that the Gateway names for a node port (Kubernetes' default range): that of the Service behind it.</summary>
    private const long ServicePort = 15443;

    public static IEnumerable<Transition> Find(OutputChange change, TransitionPlaces places)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var before in change.Published.Clients.Values.SelectMany(entries => entries))
        {
            if (!change.Rendered.ByKey.TryGetValue(before.Source.Key, out var source))
            {
                continue;
            }

            var after = HostEntry.Of(source).FirstOrDefault(entry => entry.Host == before.Host);
            foreach (var cluster in Callees(before).Where(cluster => after is not null && !reported.Contains(cluster)))
            {
                if (Check(cluster, before, after!, change, places) is { } transition)
                {
                    reported.Add(cluster);
                    yield return transition;
                }
            }
        }
    }

    /// <summary>Whether the entry would dial a port of a gateway that no published Gateway opens.</summary>
    public static bool DialsAClosedPort(HostEntry rendered, OutputChange change) => Callees(rendered).Any(cluster =>
        change.Published.GatewayPorts(cluster) is { IsEmpty: false } open
        && Dialled(rendered, cluster).Any(port => !open.Contains(GatewayPortOf(port))));

    /// <summary>Whether the entry would dial a gateway at another port than it does.</summary>
    public static bool DialsOtherPorts(HostEntry rendered, OutputChange change) =>
        PublishedSelf(rendered, change) is { } before
        && Callees(rendered).Any(cluster => before.EndpointsIn(cluster).Any() && !Dialled(before, cluster).SetEquals(Dialled(rendered, cluster)));

    /// <summary>Whether the entry would dial a gateway at none of its published addresses.</summary>
    public static bool DialsElsewhere(HostEntry rendered, OutputChange change) =>
        PublishedSelf(rendered, change) is { } before
        && Callees(rendered).Any(cluster => Moves(AddressesOf(before, cluster), AddressesOf(rendered, cluster)));

    private static HostEntry? PublishedSelf(HostEntry rendered, OutputChange change) =>
        change.Published.ByKey.TryGetValue(rendered.Source.Key, out var source)
            ? HostEntry.Of(source).FirstOrDefault(entry => entry.Host == rendered.Host)
            : null;

    private static IEnumerable<string> Callees(HostEntry entry) => entry.Endpoints
        .Select(endpoint => endpoint.Cluster)
        .Where(cluster => cluster.Length > 0 && cluster != entry.Cluster)
        .Distinct(StringComparer.Ordinal);

    private static Transition? Check(string cluster, HostEntry before, HostEntry after, OutputChange change, TransitionPlaces places)
    {
        var oldPorts = Dialled(before, cluster);
        var open = change.Rendered.GatewayPorts(cluster);
        var closed = open.IsEmpty ? [] : oldPorts.Where(port => !open.Contains(GatewayPortOf(port))).ToList();
        var newPorts = Dialled(after, cluster).Except(oldPorts).ToList();
        var openBefore = change.Published.GatewayPorts(cluster);
        var notOpen = openBefore.IsEmpty ? [] : newPorts.Where(port => !openBefore.Contains(GatewayPortOf(port))).ToList();
        if (closed.Count > 0 || notOpen.Count > 0)
        {
            return new Transition(TransitionRisk.Order, Diagnostic.Create(
                TransitionDiagnostics.GatewayMoved,
                places.OfGateway(cluster, after.Source),
                $"The east-west gateway of cluster '{cluster}' no longer opens port {Words.List(oldPorts.Select(HostChange.Spell))}, which published clients dial.",
                "First commit: 'render --phase Additive', which opens both ports. When every cluster has synced, the same again, which moves the clients; "
                + "then 'render --phase Removal'."));
        }

        var addresses = AddressesOf(before, cluster);
        var newAddresses = AddressesOf(after, cluster);
        return !Moves(addresses, newAddresses)
            ? null
            : new Transition(TransitionRisk.Callers, Diagnostic.Create(
                TransitionDiagnostics.GatewayMoved,
                places.OfGateway(cluster, after.Source),
                $"The east-west gateway of cluster '{cluster}' moves from {Words.List(addresses)} to {Words.List(newAddresses)}.",
                "First commit: both in 'eastWestGateway.addresses', as soon as both answer. When every cluster has synced: take the old one away, "
                + "and its load balancer when that has synced too."));
    }

    private static bool Moves(List<string> before, List<string> after) =>
        before.Count > 0 && after.Count > 0 && !after.Intersect(before, StringComparer.Ordinal).Any();

    private static List<string> AddressesOf(HostEntry entry, string cluster) =>
        [.. entry.EndpointsIn(cluster).Select(endpoint => endpoint.Address)];

    private static SortedSet<long> Dialled(HostEntry entry, string cluster) =>
        [.. entry.EndpointsIn(cluster).SelectMany(endpoint => endpoint.Ports)];

    private static long GatewayPortOf(long dialled) => dialled is >= 30000 and <= 32767 ? ServicePort : dialled;
}
