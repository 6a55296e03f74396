using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Sizes;

/// <summary>What is larger than the programs take that it passes through.</summary>
public static class SizeDiagnostics
{
    public static readonly DiagnosticDescriptor ObjectTooLarge = new(
        "MGO4420",
        "An object is too large for the API server",
        Severity.Error,
        "etcd refuses a request of more than 1.5 MiB unless its '--max-request-bytes' says otherwise, so the object can neither be made nor changed, "
        + "and a controller that applies it stops there. Most of such an object is a list: let other clusters serve a part of the hosts, or render less into it.");

    public static readonly DiagnosticDescriptor ConfigMapTooLarge = new(
        "MGO4421",
        "A ConfigMap is too large",
        Severity.Error,
        "Kubernetes refuses a ConfigMap whose values take more than 1 MiB together. Make what it is rendered from smaller: the base Corefile, "
        + "the hosts in it, or the template.");

    public static readonly DiagnosticDescriptor TooLargeForClientSideApply = new(
        "MGO4422",
        "An object is too large for client-side apply",
        Severity.Warning,
        "Client-side apply, which is what 'kubectl apply' and Argo CD do unless told otherwise, keeps a copy of the object in an annotation, and Kubernetes refuses "
        + "annotations of more than 256 KiB. Flux is not concerned. Apply it with 'kubectl apply --server-side', "
        + "or with the sync option 'ServerSideApply=true' of the Application in Argo CD.");

    public static readonly DiagnosticDescriptor FolderTooLargeForArgoCd = new(
        "MGO4423",
        "The folder of a cluster is too large for Argo CD",
        Severity.Warning,
        "Argo CD reads at most 10 MB of manifests of a directory unless told otherwise, and an Application over that does not sync at all. Flux is not concerned. "
        + "Raise 'reposerver.max.combined.directory.manifests.size' in the ConfigMap 'argocd-cmd-params-cm' and start the repo server again; "
        + "it takes many times as much memory for such an Application.");

    public static readonly DiagnosticDescriptor FileTooLargeForGitHub = new(
        "MGO4424",
        "A file is too large for GitHub",
        Severity.Warning,
        "GitHub refuses a push with a file of more than 100 MiB. Other servers have limits of their own, or none. "
        + "The layout PerService makes many small files; several GlobalNamespaces have files of their own in either layout.");

    public static readonly DiagnosticDescriptor ManyObjectsForKustomize = new(
        "MGO4425",
        "Kustomize takes long for so many objects",
        Severity.Warning,
        "The time of kustomize grows with the square of the number of objects in a folder, whichever files they lie in: about half a minute for 5,000, "
        + "many minutes for 15,000. Argo CD with 'kustomization: true', and Flux always, build the folder anew for each commit, and give up after a time. "
        + "Where Argo CD deploys, leave out 'kustomization: true': it applies a plain directory without kustomize.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        ObjectTooLarge, ConfigMapTooLarge, TooLargeForClientSideApply, FolderTooLargeForArgoCd, FileTooLargeForGitHub, ManyObjectsForKustomize,
    ];
}
