using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>
/// A document of one of our kinds. It holds the tree of a Policy only: the trees of ten thousand specs, kept until all are read,
/// would take the collector of garbage as long to move about as they took to read.
/// </summary>
/// <param name="Name"><c>metadata.name</c> as it is written, even where it is refused: a reference to it is not wrong as well.</param>
/// <param name="Location">The name, or the start of the document.</param>
/// <param name="Spec">The bound spec; null where it could not be bound, and for a Policy.</param>
/// <param name="Policy">The document itself, for a Policy.</param>
/// <param name="IsSound">Whether binding found nothing.</param>
internal sealed record BoundDocument(
    SpecKind Kind,
    Located<string>? Name,
    SourceLocation Location,
    object? Spec,
    YamlDocument? Policy,
    bool IsSound)
{
    /// <summary>Whether the name is one that references can mean.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>What no other document of the kind has: the name, behind its namespace where the kind has them; null where it is not written.</summary>
    public string? Key { get; init; }
}
