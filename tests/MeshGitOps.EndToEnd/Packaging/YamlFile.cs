using YamlDotNet.RepresentationModel;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>A YAML file of the repository, read by a parser that is not ours.</summary>
internal static class YamlFile
{
    public static IReadOnlyList<YamlNode> Documents(string path)
    {
        using var reader = new StreamReader(Path.Combine(ExampleCopy.Root, path));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    public static YamlNode Load(string path) => Assert.Single(Documents(path));

    public static IEnumerable<string> Strings(YamlNode sequence) => ((YamlSequenceNode)sequence).Select(item => item.ToString());

    public static YamlNode? Field(YamlNode node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(name, out var value) ? value : null;

    public static IEnumerable<KeyValuePair<string, YamlNode>> Fields(YamlNode? node) =>
        node is YamlMappingNode mapping ? mapping.Children.Select(field => KeyValuePair.Create(field.Key.ToString(), field.Value)) : [];
}
