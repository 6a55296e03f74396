using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>
/// An object as its file says it, before a cluster gives a namespace to those that have none.
/// </summary>
/// <param name="Namespace">Null where it is not written, or the object lies in none.</param>
/// <param name="Body">
/// A KubernetesService, KubernetesWorkload, KubernetesServiceAccount, KubernetesNamespace, KubernetesNode or IstioPeerAuthentication,
/// those in a namespace with a placeholder for one that is not written; null for a kind of which only the text is kept.
/// </param>
internal sealed record ManifestObject(string Kind, string? Namespace, string Name, SourceLocation Location, object? Body)
{
    public bool IsNamespaced { get; init; } = Body is not (KubernetesNamespace or KubernetesNode);

    /// <summary>The object as it is written, where rules look at every field of it.</summary>
    public KubernetesObject? Written { get; init; }
}
