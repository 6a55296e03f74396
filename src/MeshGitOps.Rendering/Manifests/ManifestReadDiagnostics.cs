using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>What is wrong with a YAML document that is read back as a manifest.</summary>
public static class ManifestReadDiagnostics
{
    public static readonly DiagnosticDescriptor ValueNotKept = new(
        "MGO4001",
        "A value cannot be kept as it is",
        Severity.Error,
        "A manifest holds mappings, sequences, strings, booleans and integers of 64 bits. A document that is something else, a null in "
        + "a sequence and a floating-point number could not be written again without a change. Write a number with a point as a quoted string, and leave null items out.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [ValueNotKept];
}
