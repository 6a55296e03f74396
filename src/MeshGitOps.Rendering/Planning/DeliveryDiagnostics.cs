using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What is wrong with what Argo CD and Flux are to be told: MGO3080 to MGO3084.</summary>
public static class DeliveryDiagnostics
{
    public static readonly DiagnosticDescriptor NameTooLong = Error("MGO3080", "name of a delivery object too long",
        "An Application of Argo CD is named after the Workspace and the Cluster, a Kustomization of Flux after the Workspace. Both become the value of a label on every object that is applied, and a label holds 63 characters.");

    public static readonly DiagnosticDescriptor NameOfFlux = Error("MGO3081", "name that Flux has taken",
        "'flux bootstrap' names its own GitRepository and Kustomization after its namespace. Objects of ours with that name would overwrite them, and Flux would no longer follow its own repository.");

    public static readonly DiagnosticDescriptor FolderIsPattern = Error("MGO3082", "output directory that reads as a pattern",
        "The git generators of an ApplicationSet take paths with '*', '?' and '[' as patterns and '{{' as a template: they would find other folders than those of the clusters, or none.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [NameTooLong, NameOfFlux, FolderIsPattern];

    private static DiagnosticDescriptor Error(string id, string title, string explanation) => new(id, title, Severity.Error, explanation);
}
