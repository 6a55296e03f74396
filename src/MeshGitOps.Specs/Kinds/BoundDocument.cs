using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>A document of one of our kinds.</summary>
/// <param name="Name"><c>metadata.name</c> as it is written, even where it is refused: a reference to it is not wrong as well.</param>
/// <param name="Spec">The bound spec; null where it could not be bound, and for a Policy.</param>
/// <param name="IsSound">Whether binding found nothing.</param>
internal sealed record BoundDocument(SpecKind Kind, Located<string>? Name, YamlDocument Document, object? Spec, bool IsSound)
{
    /// <summary>Whether the name is one that references can mean.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>The name, or the start of the document.</summary>
    public SourceLocation Location => Name?.Location ?? PlaceOf(Document.Root);

    private static SourceLocation PlaceOf(YamlNode root) =>
        root is YamlMapping { Entries: [var first, ..] } ? first.Key.Location : root.Location;
}
