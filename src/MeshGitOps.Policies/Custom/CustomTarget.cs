using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Custom;

/// <summary>An object that a custom rule looks at, as messages speak of it.</summary>
/// <param name="Namespace">Empty for an object without one.</param>
public sealed record CustomTarget(string Kind, string Namespace, string Name)
{
    /// <summary>By what the object says itself.</summary>
    public static CustomTarget Of(YamlMapping root)
    {
        var metadata = root.Mapping("metadata");
        return new(root.Text("kind")?.Value ?? "", metadata.Text("namespace")?.Value ?? "", metadata.Text("name")?.Value ?? "");
    }

    /// <summary>As messages name it: <c>Deployment 'shop/cart'</c>.</summary>
    public override string ToString() => $"{Kind} '{(Namespace.Length == 0 ? Name : $"{Namespace}/{Name}")}'";
}
