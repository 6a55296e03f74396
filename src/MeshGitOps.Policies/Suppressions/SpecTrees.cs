using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>The YAML trees of specs, built once more from their text: they are not kept, as most runs need none.</summary>
internal static class SpecTrees
{
    /// <summary>The specs that carry an annotation of <see cref="AllowAnnotations"/>.</summary>
    public static IEnumerable<YamlMapping> WithAnnotations(SpecSet specs) =>
        Of(specs.Metadata.Where(metadata =>
            metadata.Annotations.ContainsKey(AllowAnnotations.Own) || metadata.Annotations.ContainsKey(AllowAnnotations.Istioctl)));

    /// <summary>In the order of paths and places; a file is parsed once.</summary>
    public static IEnumerable<YamlMapping> Of(IEnumerable<SpecMetadata> specs) =>
        from file in specs.GroupBy(metadata => metadata.Document.Source).OrderBy(file => file.Key.Path, StringComparer.Ordinal)
        let starts = file.Select(metadata => metadata.Document.Span.Start).ToHashSet()
        from root in YamlTreeBuilder.Build(file.Key).Value.SelectMany(document => Objects(document.Root))
        where starts.Contains(root.Span.Start)
        select root;

    /// <summary>The items of a List are objects of their own.</summary>
    private static IEnumerable<YamlMapping> Objects(YamlNode node) => node switch
    {
        YamlMapping { Entries.Length: > 0 } list when list.Text("kind") is { Value: "List" } => list.Items("items").SelectMany(Objects),
        YamlMapping root => [root],
        _ => [],
    };
}
