using System.Text.Json;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>One finding as a result of SARIF.</summary>
internal static class SarifResult
{
    /// <summary>GitHub refuses a result with more than 1,000 locations and shows 100.</summary>
    private const int MaxRelated = 99;

    private const int MaxMessage = 8_000;

    public static void Write(Utf8JsonWriter json, ReportedFinding finding, int ruleIndex)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", SarifRules.LevelOf(finding.Severity));
        WriteMessage(json, "message", MessageOf(finding.Diagnostic));
        json.WriteStartArray("locations");
        WriteLocation(json, finding, finding.Diagnostic.Location, id: null, message: null);
        json.WriteEndArray();
        WriteRelated(json, finding);

        // Not 'primaryLocationLineHash': GitHub's upload action works that one out itself, and warns of every other value.
        json.WriteStartObject("partialFingerprints");
        json.WriteString("meshgitops/v1", finding.Fingerprint);
        json.WriteEndObject();
        WriteSuppressions(json, finding);
        WriteFixes(json, finding);
        json.WriteEndObject();
    }

    /// <summary>
    /// A space between '](': a viewer makes a link of <c>[text](address)</c>, to wherever a file of the repository says.
    /// </summary>
    public static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", ShortText.Of(text, MaxMessage).Replace("](", "] (", StringComparison.Ordinal));
        json.WriteEndObject();
    }

    private static string MessageOf(Diagnostic diagnostic) =>
        diagnostic.Help is { } help ? $"{diagnostic.Message}\n{help}" : diagnostic.Message;

    private static void WriteRelated(Utf8JsonWriter json, ReportedFinding finding)
    {
        if (finding.Diagnostic.Related.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("relatedLocations");
        foreach (var (index, related) in finding.Diagnostic.Related.Take(MaxRelated).Index())
        {
            WriteLocation(json, finding, related.Location, index + 1, related.Message);
        }

        json.WriteEndArray();
    }

    /// <summary>Empty where nothing is suppressed, as SARIF has it of a tool that can suppress.</summary>
    private static void WriteSuppressions(Utf8JsonWriter json, ReportedFinding finding)
    {
        json.WriteStartArray("suppressions");
        if (finding.Suppression is { } suppression)
        {
            json.WriteStartObject();
            json.WriteString("kind", suppression.Kind is SuppressionKind.Comment or SuppressionKind.Annotation ? "inSource" : "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", ShortText.Of(suppression.Justification, MaxMessage));
            if (suppression.Location is { } location)
            {
                json.WritePropertyName("location");
                WriteLocation(json, finding, location, id: null, message: null);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFixes(Utf8JsonWriter json, ReportedFinding finding)
    {
        if (finding.Diagnostic.Fix is not { } fix || fix.Edits.Any(edit => RelativeUri.Of(finding.PathOf(edit.Location)) is null))
        {
            return;
        }

        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteMessage(json, "description", fix.Title);
        json.WriteStartArray("artifactChanges");
        foreach (var file in fix.Edits.GroupBy(edit => finding.PathOf(edit.Location)).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            WriteArtifact(json, file.Key);
            json.WriteStartArray("replacements");
            foreach (var edit in file)
            {
                json.WriteStartObject();
                WriteRegion(json, "deletedRegion", FindingRegion.Exactly(edit.Location));
                json.WriteStartObject("insertedContent");
                json.WriteString("text", edit.NewText);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>A place outside of the repository has no address in it: only its message is left.</summary>
    private static void WriteLocation(Utf8JsonWriter json, ReportedFinding finding, SourceLocation location, int? id, string? message)
    {
        json.WriteStartObject();
        if (id is { } number)
        {
            json.WriteNumber("id", number);
        }

        if (RelativeUri.Of(finding.PathOf(location)) is not null)
        {
            json.WriteStartObject("physicalLocation");
            WriteArtifact(json, finding.PathOf(location));
            WriteRegion(json, "region", FindingRegion.Of(location).Visible());
            json.WriteEndObject();
        }

        if (message is not null)
        {
            WriteMessage(json, "message", message);
        }

        json.WriteEndObject();
    }

    private static void WriteArtifact(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", RelativeUri.Of(path));
        json.WriteString("uriBaseId", SarifReport.RootId);
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, string name, FindingRegion region)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", region.StartLine);
        json.WriteNumber("startColumn", region.StartColumn);
        json.WriteNumber("endLine", region.EndLine);
        json.WriteNumber("endColumn", region.EndColumn);
        json.WriteEndObject();
    }
}
