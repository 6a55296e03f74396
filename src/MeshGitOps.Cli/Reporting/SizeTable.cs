using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Sizes;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What is rendered for each cluster, the largest first, and how much of each limit that is.</summary>
internal static class SizeTable
{
    public static void Write(ImmutableArray<ClusterSize> sizes, TextWriter writer, ReportOptions options)
    {
        var rows = sizes
            .OrderByDescending(size => size.ManifestBytes)
            .ThenBy(size => size.Cluster, StringComparer.Ordinal)
            .Take(options.ListLimit)
            .Select(Row)
            .ToImmutableArray();
        if (rows.IsEmpty)
        {
            return;
        }

        writer.WriteLine(options.Style.Bold("Sizes:"));
        TextTable.Write(
            writer,
            ["CLUSTER", "FILES", "OBJECTS", "BYTES", "OF ARGO CD'S 10M", "LARGEST OBJECT", "BYTES", "OF ETCD'S 1.5Mi", "OF CLIENT-SIDE APPLY'S 256Ki"],
            rows);
        if (sizes.Length > rows.Length)
        {
            writer.WriteLine($"  ... and {Plural.Of(sizes.Length - rows.Length, "more cluster")} (--all shows them)");
        }

        writer.WriteLine();
    }

    private static string[] Row(ClusterSize size) =>
    [
        size.Cluster,
        Number(size.Files),
        Number(size.Objects),
        Number(size.ManifestBytes),
        Share(size.ManifestBytes, SizeLimits.ArgoCdDirectory),
        .. Cells(size.Largest),
    ];

    private static string[] Cells(ObjectSize? largest) => largest is null
        ? ["-", "-", "-", "-"]
        : [largest.ToString(), Number(largest.Bytes), Share(largest.Bytes, SizeLimits.EtcdRequest), Share(largest.Bytes, SizeLimits.Annotations)];

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Rounded up: what is over the limit never looks as if it were at it.</summary>
    private static string Share(long value, long limit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(100.0 * value / limit):F0}%");
}
