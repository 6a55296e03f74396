using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Tests.Differences;

/// <summary>Differences of files that are written here.</summary>
internal static class Compared
{
    public static FleetDifference Of(IEnumerable<(string Path, string Text)> before, IEnumerable<(string Path, string Text)> after) =>
        FleetDifference.Of(
            [.. before.Select(file => new PublishedFile(OutputPath.Create(file.Path), ClusterOf(file.Path), Bytes(file.Text), "", SharingOf(file.Path)))],
            TreeOf(after));

    public static OutputTree TreeOf(IEnumerable<(string Path, string Text)> files) => new(
    [
        .. files.OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new OutputFile(OutputPath.Create(file.Path), ClusterOf(file.Path), Bytes(file.Text), "", SharingOf(file.Path))),
    ]);

    public static ImmutableArray<PublishedFile> Published(OutputTree tree) =>
        [.. tree.Files.Select(file => new PublishedFile(file.Path, file.Cluster, file.Bytes, file.Origin, file.Sharing))];

    /// <summary>The fields of one object that differ, as <c>~ path: before -> after</c>.</summary>
    public static string FieldsOf(string before, string after)
    {
        var fleet = Of([("clusters/west/a.yaml", Object + before)], [("clusters/west/a.yaml", Object + after)]);
        return string.Join('\n', fleet.Objects.SelectMany(MeshGitOps.Cli.Reporting.DifferenceLines.Of)
            .Select(line => $"{MeshGitOps.Cli.Reporting.DifferenceWords.MarkOf(line.Kind)} {line.Text}"));
    }

    private const string Object = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string ClusterOf(string path) => path.StartsWith("delivery/", StringComparison.Ordinal) ? OutputFile.Delivery : path.Split('/')[1];

    private static OutputSharing SharingOf(string path) => path.Contains("/shared/", StringComparison.Ordinal) ? OutputSharing.Shared : OutputSharing.Owned;
}
