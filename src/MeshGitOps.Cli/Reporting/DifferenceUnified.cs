using MeshGitOps.Rendering.Differences;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A difference as <c>diff -u</c> shows it, file by file, with the paths of the output.</summary>
internal static class DifferenceUnified
{
    public static void Write(TextWriter writer, TextStyle style, ReportedDifference difference)
    {
        foreach (var file in difference.Fleet.Clusters.SelectMany(cluster => cluster.Files))
        {
            UnifiedDiff.Write(writer, style, Of(file));
        }
    }

    private static UnifiedFile Of(FileDifference file)
    {
        var (before, after) = (new SourceText("", file.TextBefore), new SourceText("", file.TextAfter));
        var lines = LineChange.LinesOf(before.Text);
        return new UnifiedFile(
            file.Before is null ? null : file.Path.Value,
            file.After is null ? null : file.Path.Value,
            lines,
            LineComparison.Of(lines, LineChange.LinesOf(after.Text))).Hiding(before, after);
    }
}
