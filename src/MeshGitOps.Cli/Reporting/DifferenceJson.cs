using System.Collections.Immutable;
using System.Text.Json;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A difference for programs; <c>diff.schema.json</c> says what each field means.</summary>
internal static class DifferenceJson
{
    /// <summary>The first number changes where a reader of the old form would go wrong, the second where there is more to read.</summary>
    public const string SchemaVersion = "1.0";

    public static string Of(ReportedDifference difference) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", "meshgitops");
        json.WriteString("version", difference.Version);
        json.WriteEndObject();
        json.WriteNumber("exitCode", (int)difference.ExitCode);
        json.WriteNumber("elapsedSeconds", Math.Round(difference.Elapsed.TotalSeconds, 3));
        json.WriteString("against", SecretText.Redact(difference.Against));
        json.WriteString("phase", difference.Phase.ToString());
        json.WriteString("heldBack", NameOf(difference.HeldBack));
        WriteSummary(json, difference);
        WriteArray(json, "transitions", difference.Transitions, finding => WriteTransition(json, difference, finding));
        WriteArray(json, "lock", difference.Lock, line => WriteLock(json, line));
        WriteArray(json, "hosts", difference.Fleet.Hosts, host => WriteHost(json, host));
        WriteArray(json, "clusters", difference.Fleet.Clusters, cluster => WriteCluster(json, cluster));
        json.WriteEndObject();
    });

    /// <summary>JSON Schema draft-07 of it.</summary>
    public static string Schema()
    {
        using var stream = typeof(DifferenceJson).Assembly.GetManifestResourceStream("diff.schema.json")
            ?? throw new InvalidOperationException("The schema of the difference is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string NameOf(HeldBack heldBack) => heldBack switch
    {
        HeldBack.ForAdditive => "ForAdditive",
        HeldBack.ForRemoval => "ForRemoval",
        HeldBack.ForOtherSpecs => "ForOtherSpecs",
        _ => "Nothing",
    };

    private static void WriteSummary(Utf8JsonWriter json, ReportedDifference difference)
    {
        var fleet = difference.Fleet;
        json.WriteStartObject("summary");
        json.WriteString("text", BlastRadius.Of(fleet));
        json.WriteNumber("clusters", fleet.ClusterCount);
        json.WriteNumber("clustersChanged", fleet.Clusters.Count(cluster => cluster.Cluster != OutputFile.Delivery));
        json.WriteNumber("hosts", fleet.Hosts.Length);
        json.WriteNumber("added", fleet.Clusters.Sum(cluster => cluster.Count(ChangeKind.Added)));
        json.WriteNumber("changed", fleet.Clusters.Sum(cluster => cluster.Count(ChangeKind.Changed)));
        json.WriteNumber("removed", fleet.Clusters.Sum(cluster => cluster.Count(ChangeKind.Removed)));
        json.WriteNumber("moved", fleet.Clusters.Sum(cluster => cluster.Moved));
        json.WriteNumber("files", fleet.Clusters.Sum(cluster => cluster.Files.Length));
        json.WriteEndObject();
    }

    private static void WriteTransition(Utf8JsonWriter json, ReportedDifference difference, Diagnostic finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", SeverityName.Of(finding.Severity));
        json.WriteString("message", finding.Message);
        if (finding.Help is { } help)
        {
            json.WriteString("help", help);
        }

        json.WriteString("path", difference.Display(finding.Location.Path));
        json.WriteNumber("startLine", finding.Location.Position.Line);
        json.WriteEndObject();
    }

    private static void WriteLock(Utf8JsonWriter json, LockChange line)
    {
        json.WriteStartObject();
        json.WriteString("host", line.Host);
        json.WriteString("before", line.Before);
        json.WriteString("after", line.After);
        json.WriteEndObject();
    }

    private static void WriteHost(Utf8JsonWriter json, HostDifference host)
    {
        json.WriteStartObject();
        json.WriteString("host", host.Host);
        json.WriteString("change", DifferenceWords.NameOf(host.Kind));
        WriteArray(json, "clusters", host.Clusters, place =>
        {
            json.WriteStartObject();
            json.WriteString("cluster", place.Cluster);
            json.WriteString("change", DifferenceWords.NameOf(place.Kind));
            if (place.Serving is { } serving)
            {
                json.WriteString("gateway", DifferenceWords.NameOf(serving));
            }

            WriteValues(json, "addresses", place.Addresses);
            WriteValues(json, "ports", place.Ports);
            WriteArray(json, "endpoints", place.Endpoints, endpoint =>
            {
                json.WriteStartObject();
                json.WriteString("cluster", endpoint.Cluster);
                json.WriteString("change", DifferenceWords.NameOf(endpoint.Kind));
                WriteValues(json, "places", endpoint.Places);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, ValueChange change)
    {
        json.WriteStartObject(name);
        WriteArray(json, "removed", change.Removed, json.WriteStringValue);
        WriteArray(json, "added", change.Added, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void WriteCluster(Utf8JsonWriter json, ClusterDifference cluster)
    {
        json.WriteStartObject();
        json.WriteString("cluster", cluster.Cluster);
        json.WriteNumber("moved", cluster.Moved);
        WriteArray(json, "objects", cluster.Objects, item => WriteObject(json, item));
        WriteArray(json, "files", cluster.Files, file => WriteFile(json, file));
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, ObjectDifference item)
    {
        json.WriteStartObject();
        json.WriteString("change", DifferenceWords.NameOf(item.Kind));
        json.WriteString("group", item.Key.Group);
        json.WriteString("kind", item.Key.Kind);
        json.WriteString("namespace", item.Key.Namespace);
        json.WriteString("name", item.Key.Name);
        json.WriteString("path", item.Path.Value);
        json.WriteBoolean("shared", item.Sharing == OutputSharing.Shared);
        WriteArray(json, "fields", item.Fields, field => WriteField(json, item, field));
        WriteValue(json, "before", item.Before is { } before ? ManifestText.WithoutSecrets(item.Key, before) : null);
        WriteValue(json, "after", item.After is { } after ? ManifestText.WithoutSecrets(item.Key, after) : null);
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, ObjectDifference item, FieldDifference field)
    {
        json.WriteStartObject();
        json.WriteString("path", SecretText.Redact(field.Path));
        json.WriteString("change", field.IsOrder ? "reordered" : DifferenceWords.NameOf(field.Kind));
        WriteValue(json, "before", field.Before is { } before ? ManifestText.WithoutSecrets(item.Key, field.Path, before) : null);
        WriteValue(json, "after", field.After is { } after ? ManifestText.WithoutSecrets(item.Key, field.Path, after) : null);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, FileDifference file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path.Value);
        json.WriteString("change", DifferenceWords.NameOf(file.Kind));
        json.WriteString("comparedAs", file.IsText ? "lines" : "objects");
        if (file.IsText)
        {
            WriteLines(json, file);
        }

        json.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter json, FileDifference file)
    {
        var (before, after) = (file.TextBefore, file.TextAfter);
        var secretsBefore = SecretLines.Of(new SourceText("", before));
        var secretsAfter = SecretLines.Of(new SourceText("", after));
        var shift = 0;
        WriteArray(json, "lines", LineComparison.Of(LineChange.LinesOf(before), LineChange.LinesOf(after)), change =>
        {
            json.WriteStartObject();
            json.WriteNumber("startLine", change.Start + 1);
            WriteArray(json, "removed", [.. change.Before.Index()], line => json.WriteStringValue(TextOf(line.Item, secretsBefore.Contains(change.Start + line.Index))));
            WriteArray(json, "added", [.. change.After.Index()], line => json.WriteStringValue(TextOf(line.Item, secretsAfter.Contains(change.Start + shift + line.Index))));
            json.WriteEndObject();
            shift += change.After.Length - change.Before.Length;
        });
    }

    private static string TextOf(string line, bool isSecret)
    {
        var text = line.TrimEnd('\n', '\r');
        return SecretText.Redact(isSecret ? SecretLines.Mask(text) : text);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, ManifestValue? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, ManifestValue value)
    {
        switch (value)
        {
            case ManifestString text:
                json.WriteStringValue(SecretText.Redact(text.Value));
                break;
            case ManifestInteger number:
                json.WriteNumberValue(number.Value);
                break;
            case ManifestBoolean flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case ManifestSequence list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            case ManifestMapping mapping:
                json.WriteStartObject();
                foreach (var field in mapping.Fields)
                {
                    json.WritePropertyName(field.Key);
                    WriteValue(json, field.Value);
                }

                json.WriteEndObject();
                break;
        }
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
