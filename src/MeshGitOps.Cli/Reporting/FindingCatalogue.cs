using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Rendering.Planning.Traffic;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Every finding that is not a rule's, in the order of ids.</summary>
internal static class FindingCatalogue
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        .. YamlDiagnostics.All,
        .. SourceDiagnostics.All,
        .. SpecDiagnostics.All,
        .. ManifestDiagnostics.All,
        .. PlanDiagnostics.All,
        .. AddressDiagnostics.All,
        .. DeliveryDiagnostics.All,
        .. AccessDiagnostics.All,
        .. TrafficDiagnostics.All,
        .. ManifestReadDiagnostics.All,
        .. OutputDiagnostics.All,
        .. DnsDiagnostics.All,
        .. TemplateDiagnostics.All,
        .. TransitionDiagnostics.All,
        .. SizeDiagnostics.All,
        .. PolicyDiagnostics.All,
        .. SuppressionDiagnostics.All,
        .. CustomRuleDiagnostics.All,
        .. WorkspaceDiagnostics.All,
        .. GitDiagnostics.All,
        .. PublishDiagnostics.All,
        .. CommitDiagnostics.All,
        .. CliDiagnostics.All,
        .. FixDiagnostics.All,
    ];

    public static DiagnosticDescriptor? Find(string id)
    {
        foreach (var descriptor in All)
        {
            if (descriptor.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            {
                return descriptor;
            }
        }

        return null;
    }
}
