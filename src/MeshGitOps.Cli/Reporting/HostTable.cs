using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The resolved hosts: name, virtual address, which clusters serve it, who consumes it.</summary>
internal static class HostTable
{
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
                string.Join(", ", host.Servers.Select(Server)),
                consumers.TryGetValue(host.Host, out var names) ? string.Join(", ", names) : "nobody",
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

    /// <summary>By host: <c>cluster: namespace, namespace</c>, sorted by cluster.</summary>
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

                names.Add($"{cluster.Name}/{{{string.Join(",", entry.ExportTo)}}}");
            }
        }

        return consumers;
    }
}
