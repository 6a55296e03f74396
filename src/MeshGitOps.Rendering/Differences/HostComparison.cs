using System.Collections.Immutable;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Rendering.Differences;

/// <summary>What the objects that differ make of the hosts of the mesh.</summary>
internal static class HostComparison
{
    /// <param name="before">Every object of the files that differ, and so every entry of the hosts in question.</param>
    /// <param name="objects">The objects that differ.</param>
    /// <returns>Sorted by host. A host that no ServiceEntry of either side has is none of the mesh.</returns>
    public static ImmutableArray<HostDifference> Of(
        ImmutableArray<MeshObject> before,
        ImmutableArray<MeshObject> after,
        IEnumerable<ObjectDifference> objects)
    {
        var touched = objects.SelectMany(item => item.Hosts.Select(host => (item.Key.Cluster, host))).ToHashSet();
        var old = EntriesOf(before, touched);
        var fresh = EntriesOf(after, touched);
        return
        [
            .. touched.Where(place => old.Contains(place) || fresh.Contains(place))
                .GroupBy(place => place.host, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new HostDifference(
                    group.Key,
                    [
                        .. group.OrderBy(place => place.Cluster, StringComparer.Ordinal)
                            .Select(place => Compare(place.Cluster, [.. old[place]], [.. fresh[place]])),
                    ])),
        ];
    }

    private static ILookup<(string Cluster, string Host), HostEntry> EntriesOf(ImmutableArray<MeshObject> objects, HashSet<(string, string)> touched) => objects
        .Where(item => item.Key.Is("ServiceEntry"))
        .SelectMany(HostEntry.Of)
        .Where(entry => touched.Contains((entry.Cluster, entry.Host)))
        .ToLookup(entry => (entry.Cluster, entry.Host));

    private static HostInCluster Compare(string cluster, ImmutableArray<HostEntry> before, ImmutableArray<HostEntry> after)
    {
        ImmutableArray<HostEntry> oldClients = [.. before.Where(entry => !entry.IsServer)];
        ImmutableArray<HostEntry> newClients = [.. after.Where(entry => !entry.IsServer)];
        ImmutableArray<HostEntry> oldServers = [.. before.Where(entry => entry.IsServer)];
        ImmutableArray<HostEntry> newServers = [.. after.Where(entry => entry.IsServer)];
        var serving = KindOf(oldServers, newServers);
        return new HostInCluster(
            cluster,
            KindOf(oldClients, newClients) ?? (oldClients.IsEmpty ? serving : null) ?? ChangeKind.Changed,
            serving,
            ValueChange.Of(before.SelectMany(entry => entry.Addresses), after.SelectMany(entry => entry.Addresses)),
            ValueChange.Of(PortsOf(before), PortsOf(after)),
            EndpointsOf(oldClients, newClients));
    }

    private static ChangeKind? KindOf(ImmutableArray<HostEntry> before, ImmutableArray<HostEntry> after) => (before.IsEmpty, after.IsEmpty) switch
    {
        (true, false) => ChangeKind.Added,
        (false, true) => ChangeKind.Removed,
        _ => null,
    };

    private static ImmutableArray<EndpointDifference> EndpointsOf(ImmutableArray<HostEntry> before, ImmutableArray<HostEntry> after)
    {
        var old = before.SelectMany(entry => entry.Endpoints).ToLookup(endpoint => endpoint.Cluster, StringComparer.Ordinal);
        var fresh = after.SelectMany(entry => entry.Endpoints).ToLookup(endpoint => endpoint.Cluster, StringComparer.Ordinal);
        return
        [
            .. old.Concat(fresh).Select(group => group.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(cluster => new EndpointDifference(
                    cluster,
                    !old.Contains(cluster) ? ChangeKind.Added : !fresh.Contains(cluster) ? ChangeKind.Removed : ChangeKind.Changed,
                    ValueChange.Of(PlacesOf(old[cluster]), PlacesOf(fresh[cluster]))))
                .Where(endpoint => !endpoint.Places.IsEmpty),
        ];
    }

    private static IEnumerable<string> PlacesOf(IEnumerable<HostEndpoint> endpoints) => endpoints.SelectMany(endpoint => endpoint.Ports.IsEmpty
        ? [endpoint.Address]
        : endpoint.Ports.Select(port => $"{(endpoint.Address.Contains(':', StringComparison.Ordinal) ? $"[{endpoint.Address}]" : endpoint.Address)}:{HostChange.Spell(port)}"));

    private static IEnumerable<string> PortsOf(ImmutableArray<HostEntry> entries) => entries.SelectMany(entry => entry.Ports).Select(HostChange.Spell);
}
