using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace MeshGitOps.Cli.Reporting;

/// <summary>
/// SARIF 2.1.0 within what GitHub's code scanning takes: one run, 25,000 results, 10 MB when compressed.
/// What is suppressed stays as suppressed: an alert whose result only vanished would come back with the comment's next edit.
/// </summary>
internal static class SarifReport
{
    /// <summary>GitHub refuses a run with more, and shows the worst 5,000.</summary>
    public const int MaxResults = 25_000;

    /// <summary>GitHub refuses an upload that is larger when it is compressed with gzip.</summary>
    public const int MaxCompressedBytes = 10_000_000;

    public const string RootId = "%SRCROOT%";

    /// <summary>Fewer results where they are too large together.</summary>
    public static string Of(FindingReport report)
    {
        for (var limit = Math.Min(MaxResults, report.Findings.Length + report.Suppressed.Length); ; limit /= 2)
        {
            var text = Write(report, limit);
            if (limit == 0 || text.Length <= MaxCompressedBytes || CompressedLength(text) <= MaxCompressedBytes)
            {
                return text;
            }
        }
    }

    private static string Write(FindingReport report, int limit)
    {
        var all = report.Findings.AddRange(report.Suppressed);
        var results = Worst(all, limit);
        var rules = SarifRules.Of(all);
        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, report, rules);
            WriteInvocation(json, report, rules, all.Length - results.Length);
            WriteRoot(json);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("newlineSequences");
            json.WriteStringValue("\r\n");
            json.WriteStringValue("\n");
            json.WriteStringValue("\r");
            json.WriteEndArray();
            json.WriteStartArray("results");
            foreach (var finding in results)
            {
                SarifResult.Write(json, finding, rules.IndexOf(finding.Id));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>In their order: those that count before those that are suppressed, and the worst of them.</summary>
    private static ImmutableArray<ReportedFinding> Worst(ImmutableArray<ReportedFinding> all, int limit) =>
        all.Length <= limit
            ? all
            :
            [
                .. all.Index()
                    .OrderBy(entry => entry.Item.Suppression is null ? 0 : 1)
                    .ThenByDescending(entry => entry.Item.Severity)
                    .Take(limit)
                    .OrderBy(entry => entry.Index)
                    .Select(entry => entry.Item),
            ];

    private static void WriteTool(Utf8JsonWriter json, FindingReport report, SarifRules rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "meshgitops");
        json.WriteString("version", report.Version);
        json.WriteString("semanticVersion", report.Version);
        rules.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, FindingReport report, SarifRules rules, int leftOut)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Failures.IsEmpty);
        json.WriteNumber("exitCode", (int)report.ExitCode);
        rules.WriteSwitchedOff(json, report.RulesSkipped);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var failure in report.Failures)
        {
            WriteNotification(json, "error", failure);
        }

        if (leftOut > 0)
        {
            WriteNotification(
                json,
                "warning",
                $"{Plural.Of(leftOut, "result")} of the least severity are left out: code scanning takes {MaxResults} in 10 MB.");
        }

        foreach (var reason in report.RulesSkipped.Where(rule => rule.Reason != SkipReason.SwitchedOff).CountBy(rule => rule.Reason).OrderBy(reason => reason.Key))
        {
            WriteNotification(json, "note", $"{Plural.Of(reason.Value, "rule")} did not run: {SkippedRule.TextOf(reason.Key)}.");
        }

        foreach (var sentence in report.NotChecked)
        {
            WriteNotification(json, "note", sentence);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(Utf8JsonWriter json, string level, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        SarifResult.WriteMessage(json, "message", text);
        json.WriteEndObject();
    }

    /// <summary>Without an address: only who reads the report knows where the repository lies.</summary>
    private static void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(RootId);
        json.WriteStartObject("description");
        json.WriteString("text", "The root of the repository.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static long CompressedLength(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.Length;
    }
}
