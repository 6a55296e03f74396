using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>
/// The text of a <see cref="Baseline"/>: YAML without a kind, so that it may lie among specs, with one line per finding,
/// sorted by path, rule and fingerprint, so that two branches merge line by line.
/// </summary>
public static class BaselineFile
{
    private const int Version = 1;

    /// <summary>Entries in any order; one that stands there twice, as after a merge, counts once.</summary>
    public static Diagnosed<Baseline> Read(SourceText source)
    {
        var (documents, findings) = YamlTreeBuilder.Build(source);
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(findings);
        if (documents is not [{ Root: YamlMapping root }])
        {
            if (!diagnostics.HasErrors)
            {
                Report(diagnostics, source.Start, "A baseline is one mapping with 'version' and 'findings'.");
            }

            return diagnostics.With(new Baseline([]));
        }

        if (root.Integer("version")?.Value != Version)
        {
            Report(diagnostics, root.KeyLocation("version"), $"The version of the baseline must be {Version}.");
        }

        if (root["findings"] is not YamlSequence)
        {
            Report(diagnostics, root.KeyLocation("findings"), "The baseline has no list 'findings'.");
        }

        var entries = ImmutableArray.CreateBuilder<BaselineEntry>();
        foreach (var item in root.Items("findings"))
        {
            if (ReadEntry(item) is { } entry)
            {
                entries.Add(entry);
            }
            else if (diagnostics.Count < YamlLimits.Findings)
            {
                Report(diagnostics, item.Location, "An entry of a baseline has a 'fingerprint' of 32 hexadecimal digits, a 'rule' and a 'path'.");
            }
        }

        return diagnostics.With(new Baseline([.. entries.DistinctBy(entry => entry.Fingerprint)]));
    }

    public static string Write(Baseline baseline)
    {
        var text = new StringBuilder();
        text.Append("# Findings that are accepted until they are mended. Nothing is ever added here; this takes out what is mended:\n");
        text.Append("# meshgitops validate --baseline FILE --update-baseline\n");
        text.Append($"version: {Version}\n");
        text.Append(baseline.Entries.IsEmpty ? "findings: []\n" : "findings:\n");
        var sorted = baseline.Entries
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .ThenBy(entry => entry.Rule, StringComparer.Ordinal)
            .ThenBy(entry => entry.Fingerprint, StringComparer.Ordinal);
        foreach (var entry in sorted)
        {
            text.Append($"- {{path: {Quoted(entry.Path)}, rule: {Quoted(entry.Rule)}, fingerprint: {Quoted(entry.Fingerprint)}}}\n");
        }

        return text.ToString();
    }

    private static BaselineEntry? ReadEntry(YamlNode item) =>
        item is YamlMapping entry
        && entry.Text("fingerprint") is { Value.Length: Fingerprints.Length } fingerprint
        && fingerprint.Value.All(char.IsAsciiHexDigitLower)
        && entry.Text("rule") is { } rule
        && entry.Text("path") is { } path
            ? new BaselineEntry(fingerprint.Value, rule.Value, path.Value) { Location = fingerprint.Location }
            : null;

    /// <summary>A path may hold anything; a JSON string is a YAML one.</summary>
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.Default)}\"";

    private static void Report(DiagnosticBag diagnostics, SourceLocation location, string message) =>
        diagnostics.Add(SuppressionDiagnostics.BaselineUnreadable, location, message, "Resolve what a merge left, or delete the file and make a new one with '--update-baseline'.");
}
