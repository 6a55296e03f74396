using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Markdown for the summary of a CI step or the comment of a pull request: a table for each file, the worst first, and the source folded away. The same findings give the same bytes.</summary>
internal static class MarkdownReport
{
    /// <summary>What GitHub takes in a comment, in characters, less 536 for the line that a pipeline knows its comment by.</summary>
    public const int MaxLength = 65_000;

    /// <summary>Kept for the line that counts what is left out.</summary>
    private const int Reserve = 400;

    private const int MaxMessage = 1_000;

    /// <summary>With the source where there is room for all of it; without; or as many findings as there is room for.</summary>
    public static string Of(FindingReport report)
    {
        ImmutableArray<ImmutableArray<ReportedFinding>> files =
        [
            .. report.Findings.GroupBy(finding => finding.Path, StringComparer.Ordinal)
                .OrderByDescending(file => file.Max(finding => finding.Severity))
                .ThenBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => file.ToImmutableArray()),
        ];
        var text = new StringBuilder(HeadOf(report));
        return AppendAll(text, report, files) ? text.ToString() : Shortened(report, files);
    }

    /// <returns>False as soon as it is too long.</returns>
    private static bool AppendAll(StringBuilder text, FindingReport report, ImmutableArray<ImmutableArray<ReportedFinding>> files)
    {
        foreach (var file in files)
        {
            text.Append(FileHeadOf(file[0]));
            foreach (var finding in file)
            {
                text.Append(RowOf(finding, report));
                if (text.Length > MaxLength)
                {
                    return false;
                }
            }

            foreach (var finding in file)
            {
                text.Append(DetailsOf(finding));
                if (text.Length > MaxLength)
                {
                    return false;
                }
            }
        }

        foreach (var reason in report.RulesSkipped.GroupBy(rule => rule.Reason).OrderBy(reason => reason.Key))
        {
            AppendList(text, $"Rules that did not run: {SkippedRule.TextOf(reason.Key)}", [.. reason.Select(rule => rule.Id)]);
        }

        AppendList(text, "Not checked, or taken for granted", report.NotChecked);
        return text.Length <= MaxLength;
    }

    private static string Shortened(FindingReport report, ImmutableArray<ImmutableArray<ReportedFinding>> files)
    {
        var text = new StringBuilder(HeadOf(report));
        var shown = 0;
        foreach (var file in files)
        {
            var head = FileHeadOf(file[0]);
            foreach (var finding in file)
            {
                var row = RowOf(finding, report);
                if (text.Length + head.Length + row.Length > MaxLength - Reserve)
                {
                    return $"{text}\n{Plural.Of(report.Findings.Length - shown, "finding")} not shown here, for want of room: <code>meshgitops validate --all</code> prints them.\n";
                }

                text.Append(head).Append(row);
                head = "";
                shown++;
            }
        }

        return text.ToString();
    }

    private static string HeadOf(FindingReport report)
    {
        var isFailed = report.Findings.Any(report.Fails) || !report.Failures.IsEmpty;
        var mark = isFailed ? "❌" : report.Findings.Any(finding => finding.Severity > Severity.Info) ? "⚠️" : "✅";
        var text = new StringBuilder($"## {mark} meshgitops: {report.Verdict()}\n\n");
        text.Append($"Read {Plural.Of(report.Counts.Files, "file")} with {Plural.Of(report.Counts.Documents, "document")}");
        text.Append($"; {Plural.Of(report.RulesRun.Length, "rule")} ran");
        text.Append(report.RulesSkipped.IsEmpty ? "" : $", {report.RulesSkipped.Length} did not");
        text.Append(report.Suppressed.IsEmpty ? "" : $"; {Plural.Of(report.Suppressed.Length, "finding")} suppressed");
        text.Append(report.BelowSeverity.IsEmpty ? "" : $"; {Plural.Of(report.BelowSeverity.Sum(hidden => hidden.Count), "finding")} of lower severity not shown");
        text.Append(report.Elsewhere == 0 ? "" : $"; {Plural.Of(report.Elsewhere, "finding")} elsewhere not shown");
        text.Append(".\n");
        foreach (var failure in report.Failures)
        {
            text.Append($"\n{MarkdownText.Escape(ShortText.Of(failure, MaxMessage))}\n");
        }

        return text.ToString();
    }

    private static string FileHeadOf(ReportedFinding finding) =>
        $"\n### {MarkdownText.Code(ShortText.Of(finding.Path, MaxMessage))}\n\n| | Line | Finding |\n|---|---|---|\n";

    private static string RowOf(ReportedFinding finding, FindingReport report)
    {
        var line = finding.Region.StartLine;
        var place = report.Links?.Of(finding.Path, line) is { } address
            ? string.Create(CultureInfo.InvariantCulture, $"[{line}]({address})")
            : line.ToString(CultureInfo.InvariantCulture);
        var message = MarkdownText.Escape(ShortText.Of(finding.Diagnostic.Message, MaxMessage));
        var help = finding.Diagnostic.Help is { } cure ? $"<br>{MarkdownText.Escape(ShortText.Of(cure, MaxMessage))}" : "";
        return $"| {SeverityName.Of(finding.Severity)} | {place} | {message} {MarkdownText.Code(finding.Id)}{help} |\n";
    }

    private static string DetailsOf(ReportedFinding finding)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new TextReport(writer, TextStyle.Plain, finding.PathOf).Write(finding.Diagnostic);
        var line = finding.Region.StartLine.ToString(CultureInfo.InvariantCulture);
        return $"\n<details><summary>{MarkdownText.Html(finding.Id)} in line {line}</summary>\n\n{MarkdownText.Fenced(writer.ToString())}\n</details>\n";
    }

    private static void AppendList(StringBuilder text, string heading, ImmutableArray<string> sentences)
    {
        if (sentences.IsEmpty || text.Length > MaxLength)
        {
            return;
        }

        text.Append($"\n<details><summary>{heading} ({sentences.Length})</summary>\n\n");
        foreach (var sentence in sentences)
        {
            text.Append($"- {MarkdownText.Escape(ShortText.Of(sentence, MaxMessage))}\n");
        }

        text.Append("\n</details>\n");
    }
}
