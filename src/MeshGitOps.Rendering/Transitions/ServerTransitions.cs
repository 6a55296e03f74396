using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>A client and the gateway that it calls lie in clusters that sync at different times. Reported once per serving cluster and spec.</summary>
internal static class ServerTransitions
{
    public static IEnumerable<Transition> Find(OutputChange change, TransitionPlaces places) =>
        Removed(change, places).Concat(Added(change, places));

    /// <summary>Those of <see cref="Gained"/> that do not serve the host yet.</summary>
    public static IEnumerable<string> NotYetServed(HostEntry rendered, OutputChange change) =>
        Gained(rendered, change).Where(cluster => !change.Published.Serves(cluster, rendered.Host));

    /// <summary>The other clusters in which an entry has an endpoint and its published self has none.</summary>
    public static IEnumerable<string> Gained(HostEntry rendered, OutputChange change)
    {
        if (!change.Published.ByKey.TryGetValue(rendered.Source.Key, out var source))
        {
            // Nothing calls what nobody could call before.
            return [];
        }

        var before = HostEntry.Of(source).FirstOrDefault(entry => entry.Host == rendered.Host);
        return rendered.Endpoints
            .Select(endpoint => endpoint.Cluster)
            .Where(cluster => cluster.Length > 0
                && cluster != rendered.Cluster
                && !(before?.EndpointsIn(cluster).Any() ?? false))
            .Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<Transition> Removed(OutputChange change, TransitionPlaces places)
    {
        var findings = new SortedDictionary<string, Group>(StringComparer.Ordinal);
        foreach (var (cluster, host) in change.Published.Servers)
        {
            if (change.Rendered.Serves(cluster, host))
            {
                continue;
            }

            // A cluster that gives the host up calls it no more, whatever it had.
            var staying = change.Rendered.ClientsOf(host).Select(entry => entry.Cluster).ToHashSet(StringComparer.Ordinal);
            foreach (var client in change.Published.ClientsOf(host))
            {
                if (client.Cluster != cluster && staying.Contains(client.Cluster) && client.EndpointsIn(cluster).Any())
                {
                    var current = change.Rendered.ClientsOf(host).First(entry => entry.Cluster == client.Cluster);
                    Group.Add(findings, cluster, places.Of(current.Source), host, client.Cluster);
                }
            }
        }

        return findings.Values.Select(group => new Transition(TransitionRisk.Order, Diagnostic.Create(
            TransitionDiagnostics.ServerSideRemoved,
            group.Location,
            $"Cluster '{group.Server}' stops serving {group.SpellHosts()} while the published clients of cluster {Words.List(group.Clients)} call it there.",
            $"First commit: '{group.Server}' is Draining in 'clusters' of the GlobalService, or 'render --phase Additive'. "
            + "When every cluster has synced: 'render --phase Removal'."))
        {
            Cluster = group.Server,
        });
    }

    private static IEnumerable<Transition> Added(OutputChange change, TransitionPlaces places)
    {
        var findings = new SortedDictionary<string, Group>(StringComparer.Ordinal);
        foreach (var client in change.Rendered.Clients.Values.SelectMany(entries => entries))
        {
            foreach (var cluster in NotYetServed(client, change))
            {
                Group.Add(findings, cluster, places.Of(client.Source), client.Host, client.Cluster);
            }
        }

        return findings.Values.Select(group => new Transition(TransitionRisk.Order, Diagnostic.Create(
            TransitionDiagnostics.ClientBeforeServer,
            group.Location,
            $"Clients of cluster {Words.List(group.Clients)} get cluster '{group.Server}' as an endpoint of {group.SpellHosts()} before its gateway knows the host.",
            "First commit: 'render --phase Additive', which publishes the server side. When every cluster has synced: 'render --phase Removal'."))
        {
            Cluster = group.Server,
        });
    }

    private sealed record Group(string Server, SourceLocation Location)
    {
        private readonly SortedSet<string> _hosts = new(StringComparer.Ordinal);

        public SortedSet<string> Clients { get; } = new(StringComparer.Ordinal);

        public static void Add(SortedDictionary<string, Group> groups, string server, SourceLocation location, string host, string client)
        {
            var key = FormattableString.Invariant($"{server}\n{location.Path}\n{location.Span.Start}");
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = new Group(server, location));
            }

            group._hosts.Add(host);
            group.Clients.Add(client);
        }

        public string SpellHosts() => _hosts.Count == 1
            ? $"'{_hosts.Min}'"
            : FormattableString.Invariant($"'{_hosts.Min}' and {_hosts.Count - 1} more");
    }
}
