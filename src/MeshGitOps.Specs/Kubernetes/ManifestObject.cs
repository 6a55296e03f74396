using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>
/// An object as its file says it, before a cluster gives a namespace to those that have none.
/// </summary>
/// <param name="Namespace">Null where it is not written, or the object lies in none.</param>
/// <param name="Body">
/// A KubernetesService, KubernetesWorkload, KubernetesServiceAccount, KubernetesNamespace or KubernetesNode;
/// the first three carry a placeholder for a namespace that is not written.
/// </param>
internal sealed record ManifestObject(string Kind, string? Namespace, string Name, SourceLocation Location, object Body)
{
    public bool IsNamespaced => Body is not (KubernetesNamespace or KubernetesNode);
}
