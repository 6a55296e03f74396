using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Specs.Sources;

/// <summary>What can be wrong with a path that a spec names.</summary>
public static class SourceDiagnostics
{
    public static readonly DiagnosticDescriptor InvalidPath = new(
        "MGO1101",
        "Invalid path",
        Severity.Error,
        "Paths are relative to the folder of the workspace, with '/' between the segments, so that they mean the same on every machine. They hold no drive letters, backslashes or control characters.");

    public static readonly DiagnosticDescriptor OutsideRepository = new(
        "MGO1102",
        "Path outside the repository",
        Severity.Error,
        "A path leaves the git repository, by '..' or through a link. What is read must be what was reviewed and committed.");

    public static readonly DiagnosticDescriptor NotFound = new(
        "MGO1103",
        "Path not found",
        Severity.Error,
        "A spec names a file or folder that the repository does not hold. Paths are relative to the folder of the workspace.");

    public static readonly DiagnosticDescriptor NothingMatches = new(
        "MGO1104",
        "Path without YAML files",
        Severity.Error,
        "A folder or glob that a spec names holds no '*.yaml' or '*.yml' file. Hidden folders and 'node_modules' are passed over; a glob covers files, and reaches into folders only with '**'.");

    public static readonly DiagnosticDescriptor OutputOverInput = new(
        "MGO1105",
        "Output over what is read",
        Severity.Error,
        "The output directory is left out of all reading, so that specs and manifests in it would silently be missing. Write the output to a folder that holds nothing else.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [InvalidPath, OutsideRepository, NotFound, NothingMatches, OutputOverInput];
}
