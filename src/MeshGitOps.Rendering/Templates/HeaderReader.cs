using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Rendering.Templates;

/// <summary>Reads what identifies an object that a template rendered. It becomes a part of paths, so its form is checked.</summary>
/// <param name="what">Ends the sentences of findings: which render it was.</param>
internal sealed class HeaderReader(YamlDocument document, RenderedText rendered, string what, DiagnosticBag bag)
{
    private readonly YamlMapping? _root = document.Root as YamlMapping;

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool IsSound { get; private set; } = true;

    private YamlMapping? Metadata => _root?["metadata"] as YamlMapping;

    public string? Text(string field, Func<string, bool> isValid, string form) => Required(_root?[field], field, isValid, form);

    public string? Name(string field, Func<string, bool> isValid, string form)
    {
        CheckMap("labels");
        CheckMap("annotations");
        return Required(Metadata?[field], $"metadata.{field}", isValid, form);
    }

    public string? OptionalNamespace(Func<string, bool> isValid, string form) =>
        Metadata?["namespace"] is { } node && !(node is YamlScalar scalar && YamlScalarTypes.IsNull(scalar))
            ? Required(node, "metadata.namespace", isValid, form)
            : null;

    private string? Required(YamlNode? node, string field, Func<string, bool> isValid, string form)
    {
        if (node is YamlScalar scalar && YamlScalarTypes.TypeOf(scalar) == YamlScalarType.String && isValid(scalar.Value))
        {
            return scalar.Value;
        }

        return node is null
            ? Report(document.Root, $"An object {what} has no '{field}'.", null)
            : Report(node, $"The '{field}' of an object {what} is '{Shorten(node)}'.", $"It must be {form}.");
    }

    /// <summary>Ours are added to the labels and annotations: they must be what Kubernetes takes.</summary>
    private void CheckMap(string field)
    {
        var node = Metadata?[field];
        var isMap = node is null or YamlMapping
            && ((node as YamlMapping)?.Entries ?? []).All(entry =>
                entry.Value is YamlScalar value && YamlScalarTypes.TypeOf(value) == YamlScalarType.String);
        if (node is not null && !isMap)
        {
            Report(node, $"The 'metadata.{field}' of an object {what} must be a mapping with texts.", "Put numbers and words such as 'true' in quotes, or write them with 'yaml'.");
        }
    }

    private string? Report(YamlNode node, string message, string? help)
    {
        IsSound = false;
        bag.Add(TemplateDiagnostics.NoManifest, rendered.LocationOf(node.Span.Start), message, help);
        return null;
    }

    private static string Shorten(YamlNode node) => node switch
    {
        YamlScalar scalar => Shown.Of(scalar.Value),
        YamlSequence => "a list",
        _ => "a mapping",
    };
}
