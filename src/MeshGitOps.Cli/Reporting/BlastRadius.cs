using System.Globalization;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Half a sentence on how far a change reaches: <c>3 hosts change in 2 of 12 clusters; 1 host disappears from aws-west.</c></summary>
internal static class BlastRadius
{
    /// <returns>With its full stop; to stand behind a colon.</returns>
    public static string Of(FleetDifference fleet)
    {
        if (fleet.IsEmpty)
        {
            return "nothing changes.";
        }

        var parts = new[]
        {
            Hosts(fleet, ChangeKind.Changed, "changes", "change", "in"),
            Hosts(fleet, ChangeKind.Added, "appears", "appear", "in"),
            Hosts(fleet, ChangeKind.Removed, "disappears", "disappear", "from"),
            Others(fleet),
            Texts(fleet),
            Delivery(fleet),
        }.OfType<string>().ToList();
        return parts.Count > 0
            ? $"{string.Join("; ", parts)}."
            : $"no object changes; {Plural.Of(fleet.Clusters.Sum(cluster => cluster.Files.Length), "file is", "files are")} written in another form or place.";
    }

    private static string? Hosts(FleetDifference fleet, ChangeKind kind, string verb, string verbs, string preposition)
    {
        var hosts = fleet.Hosts.Where(host => host.Clusters.Any(place => place.Kind == kind)).ToList();
        if (hosts.Count == 0)
        {
            return null;
        }

        var clusters = hosts.SelectMany(host => host.Clusters).Where(place => place.Kind == kind).Select(place => place.Cluster);
        return $"{Plural.Of(hosts.Count, "host")} {(hosts.Count == 1 ? verb : verbs)} {preposition} {Place(fleet, clusters)}";
    }

    /// <summary>Objects that are no host's: gateways, namespaces, policies, patches of what others own.</summary>
    private static string? Others(FleetDifference fleet)
    {
        var hosts = fleet.Hosts.Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
        var others = fleet.Objects
            .Where(item => item.Key.Cluster != OutputFile.Delivery && !item.Hosts.Any(hosts.Contains))
            .ToList();
        return others.Count == 0 ? null
            : $"{Plural.Of(others.Count, hosts.Count == 0 ? "object" : "other object")} {(others.Count == 1 ? "differs" : "differ")} in {Place(fleet, others.Select(item => item.Key.Cluster))}";
    }

    private static string? Texts(FleetDifference fleet)
    {
        var clusters = fleet.Clusters.Where(cluster => cluster.Cluster != OutputFile.Delivery && cluster.Texts.Any()).ToList();
        var count = clusters.Sum(cluster => cluster.Texts.Count());
        return count == 0 ? null
            : $"{Plural.Of(count, "file")} beside the manifests {(count == 1 ? "differs" : "differ")} in {Place(fleet, clusters.Select(cluster => cluster.Cluster))}";
    }

    private static string? Delivery(FleetDifference fleet) =>
        fleet.Clusters.FirstOrDefault(cluster => cluster.Cluster == OutputFile.Delivery) is { } delivery
        && delivery.Objects.Length + delivery.Texts.Count() is var count and > 0
            ? $"{Plural.Of(count, "delivery object")} {(count == 1 ? "differs" : "differ")}"
            : null;

    /// <summary>The name of a single cluster, else how many of how many.</summary>
    private static string Place(FleetDifference fleet, IEnumerable<string> clusters)
    {
        var names = clusters.Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 1 ? ShortText.Of(names[0], 100)
            : names.Count == 2 && fleet.ClusterCount == 2 ? "both clusters"
            : names.Count == fleet.ClusterCount ? string.Create(CultureInfo.InvariantCulture, $"all {names.Count:N0} clusters")
            : string.Create(CultureInfo.InvariantCulture, $"{names.Count:N0} of {fleet.ClusterCount:N0} clusters");
    }
}
