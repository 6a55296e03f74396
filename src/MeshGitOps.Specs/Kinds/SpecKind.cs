using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Specs.Kinds;

/// <summary>A kind of the language.</summary>
/// <param name="Name">As it is written at <c>kind</c>.</param>
/// <param name="Schema">The schema that its documents are checked against.</param>
public sealed record SpecKind(string Name, SpecSchema Schema);
