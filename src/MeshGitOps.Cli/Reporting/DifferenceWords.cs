using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What the reports of a difference for people have in common.</summary>
internal static class DifferenceWords
{
    public static char MarkOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => '+',
        ChangeKind.Removed => '-',
        _ => '~',
    };

    public static string NameOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Removed => "removed",
        _ => "changed",
    };

    /// <summary><c>ServiceEntry mesh-acme/cart.acme.example.com</c>.</summary>
    public static string NameOf(ObjectKey key) =>
        ShortText.Of(key.Namespace.Length == 0 ? $"{key.Kind} {key.Name}" : $"{key.Kind} {key.Namespace}/{key.Name}", 400);

    /// <summary><c>2 added, 1 changed, 3 moved</c>; empty where only the form of files differs.</summary>
    public static string CountsOf(ClusterDifference cluster)
    {
        var parts = new List<string>();
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            if (cluster.Count(kind) is var count and > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {NameOf(kind)}"));
            }
        }

        if (cluster.Moved > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{cluster.Moved:N0} moved"));
        }

        var texts = cluster.Texts.Count();
        return string.Join(", ", texts == 0 ? parts : parts.Append(Plural.Of(texts, "other file")));
    }

    /// <summary>The name of what files belong to.</summary>
    public static string NameOf(ClusterDifference cluster) => cluster.Cluster == OutputFile.Delivery ? "delivery" : cluster.Cluster;

    /// <summary>
    /// What becomes of a host, as parts of a sentence, with the clusters that the same becomes of it in.
    /// A fleet changes a host in many clusters alike.
    /// </summary>
    public static ImmutableArray<(ChangeKind Kind, string Clusters, ImmutableArray<string> Details)> PlacesOf(HostDifference host) =>
    [
        .. host.Clusters
            .GroupBy(place => (place.Kind, Text: string.Join('\n', DetailsOf(place))))
            .Select(group => (
                group.Key.Kind,
                ClustersOf([.. group.Select(place => place.Cluster)]),
                DetailsOf(group.First()))),
    ];

    /// <summary>The first few, and how many more.</summary>
    private static string ClustersOf(ImmutableArray<string> clusters) => clusters.Length <= 6
        ? string.Join(", ", clusters)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", clusters.Take(5))} and {clusters.Length - 5:N0} more");

    /// <summary>None of a host that callers no longer have: it is gone with all that it had.</summary>
    private static ImmutableArray<string> DetailsOf(HostInCluster place)
    {
        if (place.Kind == ChangeKind.Removed)
        {
            return [];
        }

        var details = ImmutableArray.CreateBuilder<string>();
        if (place.Serving is { } serving)
        {
            details.Add(serving == ChangeKind.Added ? "its gateway forwards it now" : "its gateway forwards it no longer");
        }

        Add("address", place.Addresses);
        Add("port", place.Ports);
        foreach (var endpoint in place.Endpoints)
        {
            Add(endpoint.Cluster.Length == 0 ? "endpoint" : $"endpoint in {endpoint.Cluster}", endpoint.Places);
        }

        return details.DrainToImmutable();

        void Add(string what, ValueChange change)
        {
            if (!change.IsEmpty)
            {
                details.Add(ShortText.Of($"{what}{TextOf(change, place.Kind)}", 400));
            }
        }
    }

    /// <summary>Of a host that is new, everything is added: that is not said again.</summary>
    private static string TextOf(ValueChange change, ChangeKind host) => (change.Removed.IsEmpty, change.Added.IsEmpty) switch
    {
        (true, _) when host == ChangeKind.Added => $": {string.Join(", ", change.Added)}",
        (true, _) => $" added: {string.Join(", ", change.Added)}",
        (_, true) => $" removed: {string.Join(", ", change.Removed)}",
        _ => $": {string.Join(", ", change.Removed)} -> {string.Join(", ", change.Added)}",
    };
}
