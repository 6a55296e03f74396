using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Rendering.Templates;

/// <summary>Reads the YAML at the top of a template. What it does not know is refused: a misspelt key would change where it is rendered.</summary>
internal sealed class FrontMatterReader(SourceText source, DiagnosticBag bag)
{
    private const string Fence = "---";
    private static readonly string[] Keys = ["for", "clusters", "name"];
    private static readonly string[] SelectorKeys = ["names", "matchLabels"];

    /// <summary>Null, with findings, where anything in it is wrong.</summary>
    public FrontMatter? Read()
    {
        if (FindEnd() is not var (end, bodyStart))
        {
            bag.Add(
                TemplateDiagnostics.FrontMatter,
                source.Start,
                "The template has no front matter.",
                "Begin it with a line '---', 'for: Cluster', 'for: GlobalNamespace' or 'for: GlobalService', and a line '---'.");
            return null;
        }

        var before = bag.Count;
        var (documents, findings) = YamlTreeBuilder.Build(new SourceText(source.Path, source.Text[..end]));
        bag.AddRange(findings.Select(finding => finding with { Location = source.At(finding.Location.Span) }));
        var root = documents is [{ Root: YamlMapping mapping }, ..] ? mapping : null;
        if (bag.Count > before)
        {
            return null;
        }

        var target = ReadTarget(root);
        var name = ReadName(root);
        var names = ImmutableArray<Located<string>>.Empty;
        ImmutableSortedDictionary<string, string>? labels = null;
        foreach (var (key, value) in root?.Entries ?? [])
        {
            if (key.Value == "clusters")
            {
                (names, labels) = ReadClusters(value);
            }
            else if (!Keys.Contains(key.Value, StringComparer.Ordinal))
            {
                ReportUnknown(key, Keys, "");
            }
        }

        return bag.Count == before && target is { } known ? new FrontMatter(name, known, names, labels, bodyStart) : null;
    }

    /// <summary>Where the second fence begins and where the text after it does; null where the text does not begin with a fence or never closes it.</summary>
    private (int End, int BodyStart)? FindEnd()
    {
        var text = source.Text;
        var lineStart = 0;
        for (var number = 0; lineStart < text.Length; number++)
        {
            var lineEnd = text.IndexOf('\n', lineStart);
            var next = lineEnd < 0 ? text.Length : lineEnd + 1;
            var isFence = text.AsSpan(lineStart, next - lineStart).TrimEnd().SequenceEqual(Fence);
            if (number == 0 && !isFence)
            {
                return null;
            }

            if (number > 0 && isFence)
            {
                return (lineStart, next);
            }

            lineStart = next;
        }

        return null;
    }

    private TemplateTarget? ReadTarget(YamlMapping? root)
    {
        if (root?["for"] is not YamlScalar written)
        {
            bag.Add(
                TemplateDiagnostics.FrontMatter,
                root?["for"]?.Location ?? source.At(new TextSpan(0, Fence.Length)),
                "The front matter does not say what the template is for.",
                "Write 'for: Cluster', 'for: GlobalNamespace' or 'for: GlobalService'.");
            return null;
        }

        switch (written.Value)
        {
            case "Cluster":
                return TemplateTarget.Cluster;
            case "GlobalNamespace":
                return TemplateTarget.GlobalNamespace;
            case "GlobalService":
                return TemplateTarget.GlobalService;
            case "DnsZone":
                return TemplateTarget.DnsZone;
            case "DnsResponder":
                return TemplateTarget.DnsResponder;
            default:
                bag.Add(
                    TemplateDiagnostics.FrontMatter,
                    written.Location,
                    $"A template cannot be for '{Shown.Of(written.Value)}'.",
                    Suggestion.Help(written.Value, Enum.GetNames<TemplateTarget>()) ?? "Write 'Cluster', 'GlobalNamespace', 'GlobalService', 'DnsZone' or 'DnsResponder'.");
                return null;
        }
    }

    /// <summary>The declared name, or the name of the file without its ending.</summary>
    private Located<string> ReadName(YamlMapping? root)
    {
        var file = SourcePaths.NameOf(source.Path);
        var dot = file.IndexOf('.', StringComparison.Ordinal);
        var name = new Located<string>(dot < 0 ? file : file[..dot], source.At(new TextSpan(0, Fence.Length)));
        if (root?["name"] is { } written)
        {
            name = new Located<string>((written as YamlScalar)?.Value ?? "", written.Location);
        }

        if (!DnsNames.IsObjectName(name.Value))
        {
            bag.Add(
                TemplateDiagnostics.FrontMatter,
                name.Location,
                $"The name '{Shown.Of(name.Value)}' of the template cannot be a folder of the output.",
                "Write a 'name' of at most 63 lower-case letters, digits and '-', and no device of Windows.");
        }

        return name;
    }

    private (ImmutableArray<Located<string>> Names, ImmutableSortedDictionary<string, string>? Labels) ReadClusters(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            bag.Add(TemplateDiagnostics.FrontMatter, node.Location, "Field 'clusters' must be a mapping.", "Write 'names' or 'matchLabels' below it.");
            return ([], null);
        }

        var names = ImmutableArray.CreateBuilder<Located<string>>();
        ImmutableSortedDictionary<string, string>? labels = null;
        foreach (var (key, value) in mapping.Entries)
        {
            switch (key.Value)
            {
                case "names" when value is YamlSequence sequence:
                    names.AddRange(sequence.Items.Select(item => TextOf(item, "clusters.names")).OfType<Located<string>>());
                    break;
                case "matchLabels" when value is YamlMapping map:
                    labels = ReadLabels(map);
                    break;
                case "names" or "matchLabels":
                    bag.Add(
                        TemplateDiagnostics.FrontMatter,
                        value.Location,
                        $"Field 'clusters.{key.Value}' must be a {(key.Value == "names" ? "list" : "mapping")}.");
                    break;
                default:
                    ReportUnknown(key, SelectorKeys, "clusters.");
                    break;
            }
        }

        return (names.ToImmutable(), labels);
    }

    private ImmutableSortedDictionary<string, string> ReadLabels(YamlMapping map)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (TextOf(value, "clusters.matchLabels") is { } text)
            {
                labels[key.Value] = text.Value;
            }
        }

        return labels.ToImmutable();
    }

    private Located<string>? TextOf(YamlNode node, string field)
    {
        if (node is YamlScalar scalar && YamlScalarTypes.TypeOf(scalar) == YamlScalarType.String)
        {
            return new Located<string>(scalar.Value, scalar.Location);
        }

        bag.Add(TemplateDiagnostics.FrontMatter, node.Location, $"Field '{field}' must hold texts.", "Put numbers and words such as 'true' in quotes.");
        return null;
    }

    private void ReportUnknown(YamlScalar key, string[] known, string prefix) => bag.Add(
        TemplateDiagnostics.FrontMatter,
        key.Location,
        $"Unknown field '{prefix}{Shown.Of(key.Value)}' in the front matter.",
        Suggestion.Help(key.Value, known) ?? $"Fields are {string.Join(", ", known.Select(name => $"'{prefix}{name}'"))}.");
}
