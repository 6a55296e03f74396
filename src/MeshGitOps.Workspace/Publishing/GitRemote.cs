using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>A remote, by its name or address, reached as the user's own git reaches it.</summary>
internal sealed class GitRemote(GitRepository repository, string remote)
{
    private SourceLocation Place => new SourceText(RepositoryUrl.WithoutCredentials(remote), "").Start;

    /// <summary>
    /// What the source is called in metadata and trailers: what the settings say, else the address that the repository was cloned from.
    /// Null where there is none.
    /// </summary>
    public static string? SourceUrl(GitRepository repository, PublishSettings settings) =>
        settings.RepositoryUrl ?? new GitRemote(repository, PublishSpec.DefaultRemote).Url;

    /// <summary>The address, as <c>git remote get-url</c> has it; null where the name stands for none.</summary>
    private string? Url => IsAddress(remote) ? remote : repository.Command.Run(GitTrust.User, "remote", "get-url", remote).Line;

    /// <summary>The references of these names or patterns (whole, with <c>*</c>), and what they stand at; sorted by name.</summary>
    public Diagnosed<ImmutableSortedDictionary<string, string>> List(IReadOnlyCollection<string> patterns)
    {
        var result = repository.Command.Run(GitTrust.User, ["ls-remote", "--quiet", "--", remote, .. patterns]);
        if (!result.Succeeded)
        {
            return new(ImmutableSortedDictionary<string, string>.Empty, [Unusable(result)]);
        }

        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            // A pattern also fits the end of a longer name, as 'refs/remotes/refs/heads/x'.
            if (fields is [var name, var reference] && reference.StartsWith("refs/", StringComparison.Ordinal)
                && patterns.Any(pattern => Fits(reference, pattern)))
            {
                found[reference] = name;
            }
        }

        return new(found.ToImmutable(), []);
    }

    /// <summary>
    /// Brings what references stand at into the repository, and nothing but objects: no reference is written, that of a remote branch neither,
    /// so that two runs in one repository do not get in each other's way.
    /// </summary>
    /// <param name="references">Of the remote, whole.</param>
    public ImmutableArray<Diagnostic> Fetch(IReadOnlyCollection<string> references)
    {
        if (references.Count == 0)
        {
            return [];
        }

        var result = repository.Command.Run(
            GitTrust.User,
            [
                "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--no-auto-maintenance", "--refmap=",
                // In a whole clone this would cut the history that is there.
                .. repository.IsShallow ? ["--depth=1"] : ImmutableArray<string>.Empty,
                "--", remote, .. references,
            ]);
        return result.Succeeded ? [] : [Unusable(result)];
    }

    /// <summary>Moves references there, all or none, and each only from where it was seen.</summary>
    public PushResult Push(ImmutableArray<RefUpdate> updates)
    {
        return Push(
        [
            .. updates.Length > 1 ? ["--atomic"] : ImmutableArray<string>.Empty,
            .. updates.Select(update => $"--force-with-lease={update.Name}:{update.Old}"),
            "--", remote, .. updates.Select(update => $"{update.New}:{update.Name}"),
        ]);
    }

    /// <summary>Pushes a branch that people work on: only forward, and what is there stays.</summary>
    public (PushOutcome Outcome, ImmutableArray<Diagnostic> Findings) PushForward(string branch, string commit)
    {
        var (outcome, findings) = Push(["--", remote, $"{commit}:{GitRef.Heads}{branch}"]);
        return outcome switch
        {
            PushOutcome.Raced => (outcome,
            [
                Diagnostic.Create(
                    PublishDiagnostics.RemoteMoved,
                    Place,
                    $"Branch '{branch}' of the remote has commits that the local one does not have.",
                    "The output is committed here. Run 'git pull --rebase' and 'meshgitops publish' again."),
            ]),
            PushOutcome.Refused => (outcome,
            [
                .. findings.Select(finding => finding.Descriptor == PublishDiagnostics.PushRefused
                    ? finding with { Help = $"The output is committed here. Let this account push to the branch, or propose it: git push {RepositoryUrl.WithoutCredentials(remote)} HEAD:TOPIC" }
                    : finding),
            ]),
            _ => (outcome, findings),
        };
    }

    private PushResult Push(ImmutableArray<string> arguments)
    {
        var result = repository.Command.Run(
            GitTrust.User, ["push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", .. arguments]);
        if (result.Succeeded)
        {
            // With --porcelain a reference that was there already has '=' before it.
            return new PushResult(result.Text.StartsWith('=') || result.Text.Contains("\n=", StringComparison.Ordinal) ? PushOutcome.UpToDate : PushOutcome.Pushed, []);
        }

        var rejected = result.Text.Split('\n').Where(line => line.StartsWith('!')).ToList();
        if (rejected.Count == 0)
        {
            return new PushResult(PushOutcome.Refused, [Unusable(result)]);
        }

        // Another attempt meets the same branch in the way of the name.
        var isInTheWay = result.Error.Contains("; cannot create 'refs/", StringComparison.Ordinal);
        return rejected.Find(line => isInTheWay || !IsRace(line)) is { } refused
            ? new PushResult(PushOutcome.Refused, [Refused(result, refused)])
            : new PushResult(PushOutcome.Raced, []);
    }

    /// <summary>An address has a colon or is a path; git reads a name of a remote otherwise.</summary>
    private static bool IsAddress(string remote) => remote.Contains(':', StringComparison.Ordinal) || remote.Contains('/', StringComparison.Ordinal);

    private static bool Fits(string reference, string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? reference == pattern
            : reference.Length >= pattern.Length - 1
                && reference.StartsWith(pattern.AsSpan(0, star), StringComparison.Ordinal)
                && reference.EndsWith(pattern.AsSpan(star + 1), StringComparison.Ordinal);
    }

    /// <summary>Somebody was faster (transport.c, receive-pack.c); of an atomic push every other reference says so too.</summary>
    private static bool IsRace(string line) =>
        line.Contains("stale info", StringComparison.Ordinal)
        || line.Contains("fetch first", StringComparison.Ordinal)
        || line.Contains("non-fast-forward", StringComparison.Ordinal)
        || line.Contains("cannot lock ref", StringComparison.Ordinal)
        || line.Contains("failed to update ref", StringComparison.Ordinal)
        || line.Contains("failed to lock", StringComparison.Ordinal)
        || line.Contains("incorrect old value", StringComparison.Ordinal)
        || line.Contains("reference already exists", StringComparison.Ordinal)
        || line.Contains("remote ref updated since checkout", StringComparison.Ordinal)
        || line.Contains("atomic", StringComparison.Ordinal);

    private Diagnostic Refused(GitResult result, string line)
    {
        var why = line[(line.LastIndexOf('\t') + 1)..].Trim();
        var isNote = line.Contains(GitRef.HydratorNotes, StringComparison.Ordinal);
        var said = result.Error.Split('\n').FirstOrDefault(line => line.StartsWith("remote: ", StringComparison.Ordinal) && line.Length > 9)?["remote: ".Length..].Trim();
        return Diagnostic.Create(
            PublishDiagnostics.PushRefused,
            Place,
            $"The remote refuses the push: {why}{(said is null ? "" : $", and says '{said.TrimEnd('.')}'")}.",
            isNote
                ? $"Let this account push to '{GitRef.HydratorNotes}', or publish with '--no-notes'."
                : GitErrorText.CureOf(result.Error) ?? "Let this account push to the branch, or publish with '--propose' and open a pull request.");
    }

    /// <summary>Git repeats the address, also one whose password nothing but the address itself tells from a path.</summary>
    private string WithoutAddress(string reason) =>
        Url is { Length: > 0 } url ? reason.Replace(SecretText.Redact(url), RepositoryUrl.WithoutCredentials(url), StringComparison.Ordinal) : reason;

    private Diagnostic Unusable(GitResult result) => Diagnostic.Create(
        PublishDiagnostics.RemoteUnusable,
        Place,
        $"The remote '{RepositoryUrl.WithoutCredentials(remote)}' cannot be used, because git says: {WithoutAddress(result.Reason)}.",
        !IsAddress(remote) && Url is null
            ? $"Add it: 'git remote add {remote} URL'; or name another one with '--remote'."
            : $"Check that 'git ls-remote {RepositoryUrl.WithoutCredentials(remote)}' works here.");
}

internal enum PushOutcome
{
    Pushed,

    /// <summary>A reference stood there already.</summary>
    UpToDate,

    /// <summary>Somebody else moved a reference meanwhile.</summary>
    Raced,

    Refused,
}

internal sealed record PushResult(PushOutcome Outcome, ImmutableArray<Diagnostic> Findings);
