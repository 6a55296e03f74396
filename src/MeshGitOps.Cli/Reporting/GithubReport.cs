using System.Globalization;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>
/// Workflow commands of GitHub Actions, which become annotations beside the lines.
/// GitHub takes 10 of each level in a step and drops the others without a word: here the worst come first, and a line counts the rest.
/// </summary>
internal static class GithubReport
{
    public const int MaxPerLevel = 10;

    private const int MaxMessage = 4_000;
    private const int MaxTitle = 200;

    public static string Of(FindingReport report)
    {
        var text = new StringBuilder();
        var room = MaxPerLevel;
        foreach (var failure in report.Failures.Take(MaxPerLevel))
        {
            text.Append($"::error title=meshgitops::{Data(ShortText.Of(Clean(failure), MaxMessage))}\n");
            room--;
        }

        var leftOut = 0;
        foreach (var level in (Severity[])[Severity.Error, Severity.Warning, Severity.Info])
        {
            var findings = report.Findings.Where(finding => finding.Severity == level).ToList();
            var shown = level == Severity.Error ? room : MaxPerLevel;
            foreach (var finding in findings.Take(shown))
            {
                text.Append($"::{CommandOf(level)} {PropertiesOf(finding)}::{Data(MessageOf(finding))}\n");
            }

            leftOut += Math.Max(0, findings.Count - shown);
        }

        if (leftOut > 0)
        {
            text.Append(
                $"meshgitops: {report.Verdict()}; {Plural.Of(leftOut, "finding")} of them not shown as annotations, "
                + $"since GitHub takes {MaxPerLevel} of each level in a step.\n");
        }

        return text.ToString();
    }

    private static string CommandOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    /// <summary>GitHub takes columns only where the lines are one, and nothing of a place outside of the repository.</summary>
    private static string PropertiesOf(ReportedFinding finding)
    {
        var title = $"title={Property(ShortText.Of(Clean($"{finding.Id}: {finding.Diagnostic.Descriptor.Title}"), MaxTitle))}";
        if (RelativeUri.Of(finding.Path) is null)
        {
            return title;
        }

        var region = finding.Region.Visible();
        var columns = region.IsOneLine
            ? string.Create(CultureInfo.InvariantCulture, $"col={region.StartColumn},endColumn={region.EndColumn},")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"file={Property(Clean(finding.Path))},line={region.StartLine},endLine={region.EndLine},{columns}{title}");
    }

    private static string MessageOf(ReportedFinding finding)
    {
        var lines = new List<string> { Clean(finding.Diagnostic.Message) };
        lines.AddRange(finding.Diagnostic.Related.Select(related => $"{PlaceOf(finding, related.Location)}: {Clean(related.Message)}"));
        if (finding.Diagnostic.Help is { } help)
        {
            lines.Add($"help: {Clean(help)}");
        }

        return ShortText.Of(string.Join('\n', lines), MaxMessage);
    }

    private static string PlaceOf(ReportedFinding finding, SourceLocation location)
    {
        var position = location.Position;
        return string.Create(CultureInfo.InvariantCulture, $"{Clean(finding.PathOf(location))}:{position.Line}:{position.Column}");
    }

    private static string Clean(string text) => TerminalText.Clean(text);

    /// <summary>The escapes of the runner for what stands behind '::'.</summary>
    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    /// <summary>The escapes of the runner for the value of a property.</summary>
    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
