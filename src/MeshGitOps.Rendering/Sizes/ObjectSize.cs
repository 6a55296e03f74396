namespace MeshGitOps.Rendering.Sizes;

/// <summary>How large an object is where it is applied.</summary>
/// <param name="Bytes">Of its JSON, which is what is sent to the API server.</param>
public sealed record ObjectSize(string Kind, string? Namespace, string Name, long Bytes)
{
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
