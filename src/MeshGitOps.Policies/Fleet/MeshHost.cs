using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Fleet;

/// <summary>A name that clients of a cluster can call: of a Service, of a ServiceEntry in the manifests, or of the plan.</summary>
public sealed record MeshHost
{
    /// <summary>A full name, or a wildcard such as <c>*.example.com</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of the object behind it.</summary>
    public required string Namespace { get; init; }

    public required ImmutableArray<MeshHostPort> Ports { get; init; }

    /// <summary>Namespaces that see it: <c>*</c> for all, never <c>.</c>; empty for none.</summary>
    public ImmutableArray<string> ExportTo { get; init; } = ["*"];

    public required SourceLocation Location { get; init; }

    /// <summary>Exactly one of these three is set.</summary>
    public KubernetesService? Service { get; init; }

    public ServiceEntry? Entry { get; init; }

    public GlobalHost? Global { get; init; }

    public bool IsVisibleFrom(string @namespace) =>
        ExportTo.Contains("*", StringComparer.Ordinal) || ExportTo.Contains(@namespace, StringComparer.Ordinal);
}

/// <param name="Protocol">Null where nothing says it, and for UDP and SCTP.</param>
public readonly record struct MeshHostPort(int Number, string? Name, MeshProtocol? Protocol);
