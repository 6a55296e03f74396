using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Workspace;

/// <summary>What can be wrong with the files of a commit, besides what can be wrong with them on disk.</summary>
public static class CommitDiagnostics
{
    public static readonly DiagnosticDescriptor CommitTooLarge = new(
        "MGO6150", "Commit has too many files", Severity.Error,
        "A commit may have 2,000,000 files and folders. More would take memory that a shared build machine does not have. Keep the specs in a repository of their own.");

    public static readonly DiagnosticDescriptor SubmodulePassedOver = new(
        "MGO6151", "Submodule is passed over", Severity.Warning,
        "A submodule is a commit of another repository, so that its files are not part of what this commit names, and specs in it are not read. "
        + "Copy the specs into the repository.");

    public static readonly DiagnosticDescriptor NameUnusable = new(
        "MGO6152", "Name is no path", Severity.Warning,
        "A commit has a file or folder whose name is not UTF-8, is longer than 4,096 bytes, or is one that no file on disk can have, such as '..' or '.git'. "
        + "It could not be named in a finding or a spec, and is passed over. Rename it.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [CommitTooLarge, SubmodulePassedOver, NameUnusable];
}
