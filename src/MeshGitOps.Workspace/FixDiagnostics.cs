using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Workspace;

/// <summary>Why a fix is not made.</summary>
public static class FixDiagnostics
{
    public static readonly DiagnosticDescriptor ChangedMeanwhile = new(
        "MGO6201", "File changed meanwhile", Severity.Error,
        "The file no longer holds what was read when its mistakes were found, so that a fix could land in the wrong place or undo somebody's work. "
        + "The file was left as it is. Run 'fix' again.");

    public static readonly DiagnosticDescriptor NotWritable = new(
        "MGO6202", "File cannot be written", Severity.Error,
        "A fix was found for the file, but the file is read-only, reached by two names, or the disk refused. The file was left as it is.");

    public static readonly DiagnosticDescriptor Refused = new(
        "MGO6203", "Fix makes another mistake", Severity.Warning,
        "A fix was tried in memory, and the text would not be YAML then, or would have an error at the place of the change. "
        + "The text was left as it is: mend it by hand.");

    public static readonly DiagnosticDescriptor Incomplete = new(
        "MGO6204", "Fix waits for another run", Severity.Info,
        "A fix still overlaps with another one after as many rounds as one run makes. Run 'fix' again.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [ChangedMeanwhile, NotWritable, Refused, Incomplete];
}
