using System.Collections.Immutable;
using System.Text.Json;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A publication for programs; <c>publish.schema.json</c> says what each field means.</summary>
internal static class PublicationJson
{
    /// <summary>The first number changes where a reader of the old form would go wrong, the second where there is more to read.</summary>
    public const string SchemaVersion = "1.0";

    public static string Of(ReportedPublication publication) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", "meshgitops");
        json.WriteString("version", publication.Version);
        json.WriteEndObject();
        json.WriteNumber("exitCode", (int)publication.ExitCode);
        json.WriteNumber("elapsedSeconds", Math.Round(publication.Elapsed.TotalSeconds, 3));
        json.WriteString("outcome", publication.Outcome);
        json.WriteBoolean("changed", publication.Publication is { Commits.IsEmpty: false });
        json.WriteBoolean("pushed", publication.IsPushed);
        json.WriteString("source", publication.Source);
        WriteTarget(json, publication);
        json.WriteString("phase", publication.Request.Phase.ToString());
        json.WriteString("heldBack", publication.HeldBack.ToString());
        WriteBranches(json, publication);
        WriteFiles(json, publication);
        WriteFindings(json, publication.Findings);
        json.WriteEndObject();
    });

    /// <summary>JSON Schema draft-07 of it.</summary>
    public static string Schema()
    {
        using var stream = typeof(PublicationJson).Assembly.GetManifestResourceStream("publish.schema.json")
            ?? throw new InvalidOperationException("The schema of the publication is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static void WriteTarget(Utf8JsonWriter json, ReportedPublication publication)
    {
        if (publication.Target is not { } target)
        {
            return;
        }

        json.WriteString("to", target is DirectoryTarget ? "directory" : "branch");
        if (target is DirectoryTarget)
        {
            json.WriteString("directory", target.Directory);
        }

        if (target.Settings.Remote is { } remote)
        {
            json.WriteString("remote", SecretText.Redact(remote));
        }
    }

    private static void WriteBranches(Utf8JsonWriter json, ReportedPublication publication)
    {
        json.WriteStartArray("branches");
        foreach (var moved in publication.Branches)
        {
            json.WriteStartObject();
            json.WriteString("branch", moved.Branch.Name);
            if (moved.Branch.Base is { } proposedTo)
            {
                json.WriteString("base", proposedTo);
            }

            json.WriteBoolean("changed", moved.IsChanged);
            json.WriteString("old", moved.Old);
            json.WriteString("new", moved.New);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, ReportedPublication publication)
    {
        var difference = publication.Difference;
        json.WriteStartObject("files");
        WritePaths(json, "added", difference.Added);
        WritePaths(json, "changed", difference.Changed);
        WritePaths(json, "removed", difference.Removed);
        json.WriteNumber("unchanged", difference.Unchanged.Length);
        json.WriteEndObject();
    }

    private static void WritePaths(Utf8JsonWriter json, string name, ImmutableArray<OutputPath> paths)
    {
        json.WriteStartArray(name);
        foreach (var path in paths)
        {
            json.WriteStringValue(path.Value);
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, ImmutableArray<Diagnostic> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("severity", SeverityName.Of(finding.Severity));
            json.WriteString("message", finding.Message);
            if (finding.Help is { } help)
            {
                json.WriteString("help", help);
            }

            json.WriteString("path", finding.Location.Path);
            json.WriteNumber("startLine", finding.Location.Position.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
