using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The end of every run: what was read, checked, found and written, how long it took, and what was taken for granted.</summary>
internal sealed class RunSummary(TextWriter writer, TextStyle style)
{
    public void WriteRead(PipelineResult result)
    {
        var counts = result.Counts;
        var passedOver = new[]
        {
            PassedOver(counts.PassedOver - result.OtherDocuments, "of other kinds"),
            PassedOver(result.OtherDocuments, "that are no Kubernetes objects"),
        }.OfType<string>().ToList();
        writer.WriteLine(
            $"Read {Plural.Of(counts.Files, "file")} with {Plural.Of(counts.Documents, "document")}"
            + (passedOver.Count == 0 ? "." : $", {string.Join(" and ", passedOver)} passed over."));
    }

    public void WriteChecked(PipelineResult result)
    {
        if (!result.IsPlanned)
        {
            writer.WriteLine("Checked the specs and manifests alone: planning and rules need specs without errors and manifests that can be read.");
            return;
        }

        if (!result.BareClusters.IsEmpty)
        {
            var names = string.Join(", ", result.BareClusters.Select(cluster => $"'{cluster.Name}'"));
            writer.WriteLine(
                $"Checked bare manifests as {(result.BareClusters.Length == 1 ? "cluster" : "clusters")} {names} "
                + $"with {Plural.Of(result.RulesRun.Length, "rule")} over manifests; without specs nothing is planned or rendered{Off(result)}");
            return;
        }

        writer.WriteLine(
            $"Checked {Plural.Of(result.Specs.Clusters.Length, "cluster")}, "
            + $"{Plural.Of(result.Specs.GlobalNamespaces.Length, "global namespace")} and {Plural.Of(result.Plan.Hosts.Length, "host")} "
            + $"with {Plural.Of(result.RulesRun.Length, "rule")}"
            + Off(result));
    }

    public void WriteFound(ImmutableArray<Diagnostic> findings)
    {
        if (findings.IsEmpty)
        {
            writer.WriteLine(style.Green("Found nothing to mend."));
            return;
        }

        var parts = new[]
        {
            (Text: Count(findings, Severity.Error, "error"), Tint: (Func<string, string>)style.Red),
            (Text: Count(findings, Severity.Warning, "warning"), Tint: style.Yellow),
            (Text: Count(findings, Severity.Info, "advice"), Tint: style.Cyan),
        };
        writer.WriteLine($"Found {string.Join(", ", parts.Where(part => part.Text.Length > 0).Select(part => part.Tint(part.Text)))}.");
        WriteHints(findings);
    }

    private void WriteHints(ImmutableArray<Diagnostic> findings)
    {
        var worst = findings.OrderByDescending(finding => finding.Severity).First();
        writer.WriteLine($"'meshgitops explain {TerminalText.Clean(worst.Id)}' says more, and so for any other name in brackets.");
        var safe = findings.Count(finding => finding.Fix is { Safety: FixSafety.Safe });
        if (safe > 0)
        {
            writer.WriteLine($"'meshgitops fix' mends {safe.ToString("N0", CultureInfo.InvariantCulture)} of them; 'meshgitops fix --diff' shows how.");
        }
    }

    /// <summary>Nothing where nothing is suppressed.</summary>
    public void WriteSuppressed(ImmutableArray<SuppressedFinding> suppressed)
    {
        if (suppressed.IsEmpty)
        {
            return;
        }

        var baselined = suppressed.Count(finding => finding.Suppression.Kind == SuppressionKind.Baseline);
        writer.WriteLine(
            $"Suppressed {Plural.Of(suppressed.Length, "finding")}"
            + (baselined == 0 ? "." : string.Create(CultureInfo.InvariantCulture, $", {baselined:N0} of them by the baseline.")));
    }

    /// <summary>Nothing where everything is shown.</summary>
    /// <param name="reason">The end of the sentence.</param>
    public void WriteNotShown(int count, string reason)
    {
        if (count > 0)
        {
            writer.WriteLine($"Not shown: {Plural.Of(count, "finding")} {reason}.");
        }
    }

    public void WriteElapsed(TimeSpan elapsed) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Took {elapsed.TotalSeconds:0.00} s."));

    public void WriteAssumptions(PipelineResult result)
    {
        ImmutableArray<string> assumptions =
        [
            .. result.Assumptions,
            .. result.RulesOff.Select(rule => $"Rule '{rule}' is switched off by a policy."),
        ];
        if (assumptions.IsEmpty || !result.IsPlanned)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine(style.Bold("Assumptions of this render:"));
        foreach (var assumption in assumptions)
        {
            writer.WriteLine($"  - {TerminalText.Clean(assumption)}");
        }
    }

    private static string? PassedOver(int count, string which) =>
        count == 0 ? null : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {which}";

    private static string Off(PipelineResult result) =>
        result.RulesOff.IsEmpty ? "." : $"; switched off: {string.Join(", ", result.RulesOff)}.";

    private static string Count(ImmutableArray<Diagnostic> findings, Severity severity, string noun)
    {
        var count = findings.Count(finding => finding.Severity == severity);
        return count == 0 ? "" : severity == Severity.Info ? $"{count} {noun}" : Plural.Of(count, noun);
    }
}
