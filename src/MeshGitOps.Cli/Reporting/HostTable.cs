using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The resolved hosts: name, virtual address, which clusters serve it, who consumes it.</summary>
internal static class HostTable
{
    private const int MaxClusters = 4;

    public static void Write(FleetPlan plan, TextWriter writer, ReportOptions options)
    {
        if (plan.Hosts.IsEmpty)
        {
            return;
        }

        var consumers = Consumers(plan);
        var rows = plan.Hosts.Take(options.ListLimit)
            .Select(host => new[]
            {
                host.Host,
                host.VirtualAddress,
                Shorten([.. host.Servers.Select(Server)]),
                consumers.TryGetValue(host.Host, out var names) ? Shorten(names) : "nobody",
            })
            .ToImmutableArray();

        writer.WriteLine(options.Style.Bold("Hosts:"));
        TextTable.Write(writer, ["HOST", "ADDRESS", "SERVED BY", "CONSUMED IN"], rows);
        if (plan.Hosts.Length > rows.Length)
        {
            writer.WriteLine($"  ... and {Plural.Of(plan.Hosts.Length - rows.Length, "more host")} (--all shows them)");
        }

        writer.WriteLine();
    }

    private static string Server(ServingCluster server) =>
        server.State == ServingState.Draining ? $"{server.Cluster} (draining)" : server.Cluster;

    /// <summary>A line of a large fleet stays one that can be read.</summary>
    private static string Shorten(List<string> names) =>
        names.Count <= MaxClusters ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MaxClusters))} and {names.Count - MaxClusters} more";

    /// <summary>By host: <c>cluster/namespace</c>, or <c>cluster/{namespace,namespace}</c>, sorted by cluster.</summary>
    private static Dictionary<string, List<string>> Consumers(FleetPlan plan)
    {
        var consumers = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var cluster in plan.Clusters)
        {
            foreach (var entry in cluster.ClientEntries)
            {
                if (!consumers.TryGetValue(entry.Host.Host, out var names))
                {
                    consumers.Add(entry.Host.Host, names = []);
                }

                names.Add(entry.ExportTo is [var only] ? $"{cluster.Name}/{only}" : $"{cluster.Name}/{{{string.Join(',', entry.ExportTo)}}}");
            }
        }

        return consumers;
    }
}
