using System.Collections.Immutable;
using System.Text.Json;
using MeshGitOps.Policies;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The report for programs; <c>report.schema.json</c> says what each field means.</summary>
internal static class JsonReport
{
    /// <summary>The first number changes where a reader of the old form would go wrong, the second where there is more to read.</summary>
    public const string SchemaVersion = "1.2";

    public static string Of(FindingReport report) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", "meshgitops");
        json.WriteString("version", report.Version);
        json.WriteEndObject();
        json.WriteNumber("exitCode", (int)report.ExitCode);
        json.WriteNumber("elapsedSeconds", Math.Round(report.Elapsed.TotalSeconds, 3));
        WriteSummary(json, report);
        WriteRules(json, report);
        WriteStrings(json, "notChecked", report.NotChecked);
        WriteStrings(json, "failures", report.Failures);
        WriteFindings(json, "findings", report.Findings);
        WriteFindings(json, "suppressed", report.Suppressed);
        WriteOutput(json, report.Output);
        WriteSizes(json, report.Sizes);
        json.WriteEndObject();
    });

    /// <summary>JSON Schema draft-07 of it.</summary>
    public static string Schema()
    {
        using var stream = typeof(JsonReport).Assembly.GetManifestResourceStream("report.schema.json")
            ?? throw new InvalidOperationException("The schema of the report is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static void WriteSummary(Utf8JsonWriter json, FindingReport report)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("files", report.Counts.Files);
        json.WriteNumber("documents", report.Counts.Documents);
        json.WriteNumber("passedOver", report.Counts.PassedOver);
        json.WriteNumber("errors", report.Count(Severity.Error));
        json.WriteNumber("warnings", report.Count(Severity.Warning));
        json.WriteNumber("infos", report.Count(Severity.Info));
        json.WriteNumber("suppressed", report.Suppressed.Length);
        json.WriteNumber("belowSeverity", report.BelowSeverity.Sum(hidden => hidden.Count));
        json.WriteNumber("elsewhere", report.Elsewhere);
        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, FindingReport report)
    {
        json.WriteStartObject("rules");
        WriteStrings(json, "run", report.RulesRun);
        json.WriteStartArray("skipped");
        foreach (var rule in report.RulesSkipped)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("reason", rule.ReasonText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, string name, IEnumerable<ReportedFinding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            WriteFinding(json, finding);
        }

        json.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, ReportedFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        WriteStrings(json, "aliases", RuleCatalog.Find(finding.Id)?.Aliases ?? []);
        json.WriteString("severity", SeverityName.Of(finding.Severity));
        json.WriteString("title", finding.Diagnostic.Descriptor.Title);
        json.WriteString("message", finding.Diagnostic.Message);
        if (finding.Diagnostic.Help is { } help)
        {
            json.WriteString("help", help);
        }

        WritePlace(json, finding, finding.Diagnostic.Location);
        json.WriteStartArray("related");
        foreach (var related in finding.Diagnostic.Related)
        {
            json.WriteStartObject();
            json.WriteString("message", related.Message);
            WritePlace(json, finding, related.Location);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteFix(json, finding);
        json.WriteString("fingerprint", finding.Fingerprint);
        WriteSuppression(json, finding);
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, ReportedFinding finding)
    {
        if (finding.Diagnostic.Fix is not { } fix)
        {
            return;
        }

        json.WriteStartObject("fix");
        json.WriteString("title", fix.Title);
        json.WriteString("safety", fix.Safety == FixSafety.Safe ? "safe" : "unsafe");
        json.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            json.WriteString("path", finding.PathOf(edit.Location));
            WriteRegion(json, FindingRegion.Exactly(edit.Location));
            json.WriteString("newText", edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSuppression(Utf8JsonWriter json, ReportedFinding finding)
    {
        if (finding.Suppression is not { } suppression)
        {
            return;
        }

        json.WriteStartObject("suppression");
        json.WriteString("kind", KindOf(suppression.Kind));
        json.WriteString("justification", suppression.Justification);
        if (suppression.Location is { } location)
        {
            WritePlace(json, finding, location);
        }

        json.WriteEndObject();
    }

    private static string KindOf(SuppressionKind kind) => kind switch
    {
        SuppressionKind.Comment => "comment",
        SuppressionKind.Annotation => "annotation",
        SuppressionKind.Exemption => "exemption",
        SuppressionKind.CommandLine => "commandLine",
        _ => "baseline",
    };

    private static void WriteOutput(Utf8JsonWriter json, OutputCounts? output)
    {
        if (output is null)
        {
            return;
        }

        json.WriteStartObject("output");
        json.WriteBoolean("differs", output.IsChanged);
        json.WriteNumber("added", output.Added);
        json.WriteNumber("changed", output.Changed);
        json.WriteNumber("removed", output.Removed);
        json.WriteNumber("unchanged", output.Unchanged);
        json.WriteBoolean("lockChanged", output.LockChanged);
        json.WriteEndObject();
    }

    private static void WriteSizes(Utf8JsonWriter json, ImmutableArray<ClusterSize> sizes)
    {
        if (sizes.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("sizes");
        foreach (var size in sizes)
        {
            json.WriteStartObject();
            json.WriteString("cluster", size.Cluster);
            json.WriteNumber("files", size.Files);
            json.WriteNumber("objects", size.Objects);
            json.WriteNumber("manifestBytes", size.ManifestBytes);
            if (size.Largest is { } largest)
            {
                json.WriteStartObject("largestObject");
                json.WriteString("kind", largest.Kind);
                if (largest.Namespace is { } space)
                {
                    json.WriteString("namespace", space);
                }

                json.WriteString("name", largest.Name);
                json.WriteNumber("bytes", largest.Bytes);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, ReportedFinding finding, SourceLocation location)
    {
        json.WriteString("path", finding.PathOf(location));
        WriteRegion(json, FindingRegion.Of(location));
    }

    private static void WriteRegion(Utf8JsonWriter json, FindingRegion region)
    {
        json.WriteNumber("startLine", region.StartLine);
        json.WriteNumber("startColumn", region.StartColumn);
        json.WriteNumber("endLine", region.EndLine);
        json.WriteNumber("endColumn", region.EndColumn);
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
