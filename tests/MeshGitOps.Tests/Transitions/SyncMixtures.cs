using System.Collections.Immutable;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Transitions;

/// <summary>Every way in which some clusters have synced a commit and the others have not.</summary>
internal static class SyncMixtures
{
    /// <summary>
    /// Calls that work before the commit and are meant to work after it, and fail in between; none where the commit is safe.
    /// </summary>
    /// <param name="workloads">What runs in the clusters meanwhile: another repository deploys it.</param>
    /// <param name="abandoned">Hosts that no caller uses any more when the commit is made.</param>
    public static ImmutableArray<string> BrokenBy(Fleet before, Fleet after, Fleet? workloads = null, params string[] abandoned)
    {
        var running = workloads ?? after;
        var names = running.Clusters.Keys.ToImmutableArray();
        var old = Mix(before, after, running, _ => false);
        var broken = new SortedSet<string>(StringComparer.Ordinal);
        var calls = Lasting(new Simulator(old), new Simulator(Mix(before, after, running, _ => true)), before, after, abandoned, broken);
        for (var synced = 0; synced < 1 << names.Length; synced++)
        {
            var fleet = Mix(before, after, running, name => (synced & (1 << names.IndexOf(name))) != 0);
            var simulator = new Simulator(fleet);
            var mixture = string.Join('+', names.Where((_, index) => (synced & (1 << index)) != 0));
            foreach (var call in calls)
            {
                if (simulator.Call(call.Cluster, call.Namespace, call.Host, call.Port) is Failure failure)
                {
                    broken.Add($"{mixture} synced: {call.Cluster} -> {call.Host}:{call.Port}: {failure.Reason}");
                }
            }
        }

        return [.. broken];
    }

    /// <summary>What of a namespace takes plaintext before the commit and refuses it in one of the mixtures, which is each that has synced.</summary>
    public static bool RefusesPlaintext(Fleet before, Fleet after, string cluster, string name) =>
        ModeOf(before, cluster, name) != "STRICT" && ModeOf(after, cluster, name) == "STRICT";

    /// <summary>Clients that looked the host up before the cluster synced dial addresses that no entry has afterwards.</summary>
    public static bool LosesAddress(Fleet before, Fleet after, string cluster, string host)
    {
        var known = new ClusterView(before[cluster]).EntriesOf(host).SelectMany(entry => entry.Addresses);
        return known.Except(new ClusterView(after[cluster]).EntriesOf(host).SelectMany(entry => entry.Addresses)).Any();
    }

    private static string? ModeOf(Fleet fleet, string cluster, string name) => new ClusterView(fleet[cluster]).Workloads.NamespaceMode(name);

    /// <summary>A host whose callers have no port that works before and after the commit is broken whatever is synced.</summary>
    private static List<(string Cluster, string Namespace, string Host, int Port)> Lasting(
        Simulator old, Simulator next, Fleet before, Fleet after, string[] abandoned, SortedSet<string> broken)
    {
        var calls = new List<(string Cluster, string Namespace, string Host, int Port)>();
        foreach (var host in before.Hosts.Where(host => !abandoned.Contains(host.Host)))
        {
            var later = after.Hosts.FirstOrDefault(item => item.Host == host.Host);
            foreach (var consumer in host.Consumers.Where(consumer => later?.Consumers.Contains(consumer) ?? false))
            {
                var worked = host.Ports.Where(port => Lands(old, consumer, host.Host, port)).ToList();
                var lasting = worked.Where(port => Lands(next, consumer, host.Host, port)).ToList();
                calls.AddRange(lasting.Select(port => (consumer.Cluster, consumer.Namespace, host.Host, port)));
                if (worked.Count > 0 && lasting.Count == 0)
                {
                    broken.Add($"{consumer.Cluster} -> {host.Host}: no port works before and after");
                }
            }
        }

        Assert.NotEmpty(before.Hosts);
        return calls;
    }

    private static bool Lands(Simulator simulator, ExpectedConsumer consumer, string host, int port) =>
        simulator.Views.ContainsKey(consumer.Cluster) && simulator.Call(consumer.Cluster, consumer.Namespace, host, port) is Landing;

    private static Fleet Mix(Fleet before, Fleet after, Fleet running, Func<string, bool> isSynced) => running with
    {
        Clusters = running.Clusters.ToImmutableSortedDictionary(
            cluster => cluster.Key,
            cluster => cluster.Value with
            {
                Rendered = (isSynced(cluster.Key) ? after : before).Clusters.TryGetValue(cluster.Key, out var side) ? side.Rendered : [],
            },
            StringComparer.Ordinal),
    };
}
