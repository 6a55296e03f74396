using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Workspace.Git;

/// <summary>What can be wrong with a git repository, before anything is published.</summary>
public static class GitDiagnostics
{
    public static readonly DiagnosticDescriptor GitFailed = new(
        "MGO6101", "Git failed", Severity.Error,
        "Git could not do what it was asked for, or is not installed; what it says stands in the finding. Nothing was changed.");

    public static readonly DiagnosticDescriptor NotARepository = new(
        "MGO6102", "Not a git repository", Severity.Error,
        "Publishing, and comparing with a commit, need a git repository, and neither the folder nor one above it is one. Run 'git init', or give another path.");

    public static readonly DiagnosticDescriptor NotTrusted = new(
        "MGO6103", "Repository of another owner", Severity.Error,
        "Git does not read a repository that belongs to another user unless 'safe.directory' names it, because its settings could run programs. "
        + "In a container of a CI job the checkout often belongs to the host: name it once, if you trust it.");

    public static readonly DiagnosticDescriptor ObjectMissing = new(
        "MGO6105", "Object is not in the repository", Severity.Error,
        "The repository names an object that it does not hold, as a partial clone does. Nothing is fetched behind your back: fetch it, or clone without a filter.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [GitFailed, NotARepository, NotTrusted, ObjectMissing];
}
