using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Conformance;

/// <summary>
/// The CustomResourceDefinitions beside the repository. The files hold megabytes: they are cut into documents once per test run,
/// and a document is parsed when its kind is asked for first.
/// </summary>
internal sealed partial class CrdCatalog
{
    private static readonly Lazy<CrdCatalog?> Loaded = new(() => Repository.Shared("crds") is { } folder ? new CrdCatalog(folder) : null);

    private readonly ImmutableDictionary<(string Group, string Kind), Lazy<YamlMap>> _definitions;

    private CrdCatalog(string folder) => _definitions = Directory.GetFiles(folder, "*.yaml")
        .Order(StringComparer.Ordinal)
        .SelectMany(file => DocumentSeparator().Split(File.ReadAllText(file)))
        .Select(text => (Group: GroupLine().Match(text), Kind: KindLine().Match(text), Text: text))
        .Where(item => item.Group.Success && item.Kind.Success)
        .ToImmutableDictionary(
            item => (item.Group.Groups[1].Value, item.Kind.Groups[1].Value),
            item => new Lazy<YamlMap>(() => PlainYaml.Single(item.Text)));

    /// <summary>Null where the definitions are not there, as for a user.</summary>
    public static CrdCatalog? Instance => Loaded.Value;

    /// <summary>The served version of a kind, or null with the reason.</summary>
    public ServedKind? Find(string apiVersion, string kind)
    {
        var parts = apiVersion.Split('/');
        if (parts.Length != 2 || !_definitions.TryGetValue((parts[0], kind), out var definition))
        {
            return null;
        }

        var version = definition.Value.Items("spec", "versions")
            .FirstOrDefault(item => item.Text("name") == parts[1] && item.At("served") is true);
        return version.At("schema", "openAPIV3Schema") is YamlMap schema
            ? new ServedKind(schema, definition.Value.Text("spec", "scope") == "Namespaced")
            : null;
    }

    [GeneratedRegex(@"^---\s*$", RegexOptions.Multiline)]
    private static partial Regex DocumentSeparator();

    [GeneratedRegex("^  group: (\\S+)", RegexOptions.Multiline)]
    private static partial Regex GroupLine();

    [GeneratedRegex("^    kind: (\\S+)", RegexOptions.Multiline)]
    private static partial Regex KindLine();
}

/// <summary>What an object of a kind may hold, below its <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</summary>
internal sealed record ServedKind(YamlMap Schema, bool IsNamespaced);
