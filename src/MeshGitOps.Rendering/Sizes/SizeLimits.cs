namespace MeshGitOps.Rendering.Sizes;

/// <summary>How much the programs take that a manifest passes through, in bytes; each as it is set where nobody changed it.</summary>
public static class SizeLimits
{
    /// <summary>
    /// 1.5 MiB: etcd's <c>--max-request-bytes</c> (etcd.io/docs, "System limits"). The API server writes an object in one request.
    /// </summary>
    public const long EtcdRequest = 1536 * 1024;

    /// <summary>
    /// 1 MiB: the values of <c>data</c> and <c>binaryData</c> of a ConfigMap together (kubernetes.io/docs/concepts/configuration/configmap;
    /// <c>MaxSecretSize</c> in Kubernetes' validation).
    /// </summary>
    public const long ConfigMapValues = 1024 * 1024;

    /// <summary>
    /// 256 KiB: all annotations of an object together (<c>TotalAnnotationSizeLimitB</c> in apimachinery). Client-side apply, which is what
    /// <c>kubectl apply</c> and Argo CD do unless told otherwise, puts the whole object into one.
    /// </summary>
    public const long Annotations = 256 * 1024;

    /// <summary>
    /// 10 MB ("10M" is a decimal quantity): what Argo CD reads of the <c>.yaml</c>, <c>.yml</c> and <c>.json</c> files of a directory
    /// (<c>reposerver.max.combined.directory.manifests.size</c>, since 2.4.1; argo-cd.readthedocs.io, "argocd-repo-server").
    /// </summary>
    public const long ArgoCdDirectory = 10_000_000;

    /// <summary>100 MiB: GitHub refuses a push with a larger file (docs.github.com, "About large files on GitHub").</summary>
    public const long GitHubFile = 100 * 1024 * 1024;

    /// <summary>
    /// Objects of one folder. kustomize's time grows with their square: <c>kubectl kustomize</c> 1.32 took 1 s for 1,000 objects, 15 to 28 s for 5,000,
    /// and was not done with 14,000 after 200 s. It is no limit of any program.
    /// </summary>
    public const int KustomizeObjects = 5000;
}
