using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>Why nothing is published. All of them leave every branch as it was.</summary>
public static class PublishDiagnostics
{
    public static readonly DiagnosticDescriptor SourceDirty = new(
        "MGO6130", "Source is not committed", Severity.Error,
        "What is published names the commit that it is rendered from, and files that a render reads differ from that commit. "
        + "Commit them, or leave them out with '--allow-dirty': the commit is published then, and not what lies in the working tree.");

    public static readonly DiagnosticDescriptor SourceStale = new(
        "MGO6131", "Source is older than what is published", Severity.Error,
        "What is published was rendered from a commit that the source does not contain; publishing would take its changes back. "
        + "Bring the source up to date, or go back on purpose with '--allow-stale'.");

    public static readonly DiagnosticDescriptor BranchNotOurs = new(
        "MGO6132", "Branch is not ours", Severity.Error,
        "The branch exists, and nothing in it says that a render wrote it. It could be a branch that people work on. "
        + "Choose another branch, or take this one with '--adopt': the files that lie there stay.");

    public static readonly DiagnosticDescriptor BranchOfAnotherWorkspace = new(
        "MGO6133", "Branch belongs to another workspace", Severity.Error,
        "The branch was published from another workspace. Two of them on one branch would remove each other's clusters. Give each a branch of its own.");

    public static readonly DiagnosticDescriptor RemoteMoved = new(
        "MGO6134", "Remote branch keeps moving", Severity.Error,
        "Somebody else pushed to the branch while this run was publishing, again and again. Nothing of theirs was overwritten. Start again.");

    public static readonly DiagnosticDescriptor PushRefused = new(
        "MGO6135", "Remote refuses the push", Severity.Error,
        "The remote does not take the commit: the branch is protected, a hook declined it, or the account may not write. "
        + "Nothing was changed there. Allow the account to push, or publish with '--propose' and open a pull request.");

    public static readonly DiagnosticDescriptor RemoteUnusable = new(
        "MGO6136", "Remote cannot be reached", Severity.Error,
        "The remote does not answer, does not exist, or does not know the account. Nothing was changed there. Try the same with 'git ls-remote'.");

    public static readonly DiagnosticDescriptor NoIdentity = new(
        "MGO6137", "Nobody to commit as", Severity.Error,
        "A commit has an author and a committer, and git knows neither name nor address. Set 'user.name' and 'user.email', or give '--author'.");

    public static readonly DiagnosticDescriptor HeadDetached = new(
        "MGO6138", "No branch is checked out", Severity.Error,
        "The output is committed on the current branch, and there is none: a commit on a detached head belongs to nobody and is lost with the next checkout. "
        + "Check a branch out, or publish to a branch of its own with '--to branch'.");

    public static readonly DiagnosticDescriptor NoWorkingTree = new(
        "MGO6139", "Repository has no working tree", Severity.Error,
        "A bare repository has no folder to write the output to. Publish with '--to branch', which needs none.");

    public static readonly DiagnosticDescriptor BranchCheckedOut = new(
        "MGO6140", "Branch is checked out", Severity.Error,
        "A working tree has the branch checked out. Moving the branch under it would make its files look like changes that take the publication back. "
        + "Check another branch out there.");

    public static readonly DiagnosticDescriptor OutputIgnored = new(
        "MGO6142", "Output is ignored by git", Severity.Error,
        "The output folder is named in a '.gitignore', so that git would leave it out of the commit. Take the line out, or publish with '--to branch'.");

    public static readonly DiagnosticDescriptor HistoryMissing = new(
        "MGO6143", "History is too short", Severity.Error,
        "Whether the source contains what is published cannot be told: the clone does not hold the commit that was published. "
        + "Fetch the whole history ('fetch-depth: 0' of actions/checkout, 'git fetch --unshallow'), or publish without that check with '--allow-stale'.");

    public static readonly DiagnosticDescriptor SigningFailed = new(
        "MGO6145", "Commit cannot be signed", Severity.Error,
        "Git is asked to sign and cannot: there is no key, or its program fails. 'git commit -S --allow-empty' shows the same. Nothing was published.");

    public static readonly DiagnosticDescriptor LocalBranchDiverged = new(
        "MGO6146", "Local branch differs from the remote one", Severity.Error,
        "The local branch holds commits that the remote one does not, and the other way round. Delete the local one, or push without it from a fresh clone.");

    public static readonly DiagnosticDescriptor LocalBranchMoved = new(
        "MGO6147", "Local branch keeps moving", Severity.Error,
        "Another command moved the branch while this one was publishing, again and again. Nothing of it was overwritten. Start again.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        SourceDirty, SourceStale, BranchNotOurs, BranchOfAnotherWorkspace, RemoteMoved, PushRefused, RemoteUnusable, NoIdentity, HeadDetached,
        NoWorkingTree, BranchCheckedOut, OutputIgnored, HistoryMissing, SigningFailed, LocalBranchDiverged, LocalBranchMoved,
    ];
}
