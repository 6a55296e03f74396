using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Output;

/// <summary>What is wrong with the files that are to be written.</summary>
public static class OutputDiagnostics
{
    public static readonly DiagnosticDescriptor ManifestsConflict = new(
        "MGO4010",
        "Two manifests for one object",
        Severity.Error,
        "Two parts of the render make the same object of a cluster. Only one of them would count, and which one would depend on the order "
        + "of applying. Change one of the two specs so that they no longer ask for the same object.");

    public static readonly DiagnosticDescriptor PathNotAllowed = new(
        "MGO4011",
        "A file cannot have this path",
        Severity.Error,
        "A name of a spec becomes a part of a path, and some system that checks out the repository could not hold such a file: "
        + "a segment of more than 255 characters, or one that Windows takes for a device. Choose another name.");

    public static readonly DiagnosticDescriptor SharedObjectOfUnknownCluster = new(
        "MGO4012",
        "Shared objects of a cluster without a spec",
        Severity.Warning,
        "The output still holds patches of objects that belong to somebody else, of a cluster that has no spec any more. They stay as they are, "
        + "because deleting them from a tree that is pruned could delete the objects. Delete them by hand once nothing deploys that folder.");

    public static readonly DiagnosticDescriptor SharedObjectNotReleased = new(
        "MGO4013",
        "A shared object cannot be released",
        Severity.Warning,
        "A patch of somebody else's object is no longer asked for and should be rendered once more without our part, but what lies in its file "
        + "is nothing that a render writes. It stays as it is. Restore the file, or take our part out of the object by hand.");

    public static readonly DiagnosticDescriptor FileIsKustomization = new(
        "MGO4401",
        "A file that reads as a kustomization",
        Severity.Error,
        "Kustomize, and Argo CD and Flux through it, take every 'kustomization.yaml' for a list of files, wherever it lies. Manifests in a file of that name "
        + "would stop the sync of the whole cluster. Choose another name for the template that the file is named after.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
        [ManifestsConflict, PathNotAllowed, SharedObjectOfUnknownCluster, SharedObjectNotReleased, FileIsKustomization];
}
