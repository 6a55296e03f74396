using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli;

/// <summary>What a run as a whole finds wrong.</summary>
internal static class CliDiagnostics
{
    public static readonly DiagnosticDescriptor OtherVersionRequired = new(
        "MGO6050",
        "Another version of the tool is required",
        Severity.Error,
        "The workspace allows only certain versions of meshgitops, so that two people never render two outputs from the same specs. "
        + "Nothing else was checked. Run a version of that range.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [OtherVersionRequired];
}
