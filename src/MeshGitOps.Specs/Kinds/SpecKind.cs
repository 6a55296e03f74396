using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Specs.Kinds;

/// <summary>A kind of the language.</summary>
/// <param name="Name">As it is written at <c>kind</c>.</param>
/// <param name="Schema">The schema that its documents are checked against.</param>
public sealed record SpecKind(string Name, SpecSchema Schema)
{
    /// <summary>As it is written at <c>apiVersion</c>; that of Open Service Mesh's kinds is the one that it serves.</summary>
    public string ApiVersion { get; init; } = SpecKinds.ApiVersion;

    /// <summary>Whether names are unique in a namespace only.</summary>
    public bool IsNamespaced { get; init; }
}
