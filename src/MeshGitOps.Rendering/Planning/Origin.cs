using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The spec that an element of the plan, and later a manifest, comes from.</summary>
public sealed record Origin(string Kind, string Name, SourceLocation Location)
{
    /// <summary><c>GlobalNamespace/acme</c>: what the annotation of a manifest says.</summary>
    public override string ToString() => $"{Kind}/{Name}";
}
