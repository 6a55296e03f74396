using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>An output that lies in a commit, below a folder of its tree or at the root.</summary>
public sealed class GitOutput : RenderedOutput, IDisposable
{
    private readonly OutputFilesInCommit _files;

    private GitOutput(OutputFilesInCommit files) => _files = files;

    /// <summary>Whether the tree holds anything that a render left.</summary>
    public bool HasInventories => _files.EntriesOf(".meshgitops").Count > 0;

    /// <summary>Whether nothing lies there at all.</summary>
    public bool IsEmpty => _files.EntriesOf("").Count == 0;

    internal override IOutputFiles Files => _files;

    /// <param name="commit">The name of a commit; null for a branch that does not exist yet.</param>
    /// <param name="folder">Where the output lies in its tree; "" is the root.</param>
    /// <param name="revision">What findings call the commit, as <c>main</c>: they show <c>main:rendered/…</c>.</param>
    public static Diagnosed<GitOutput?> Open(GitRepository repository, string? commit, string folder, string revision)
    {
        var names = OutputNames.InCommit(revision, folder);
        var output = new GitOutput(new OutputFilesInCommit(repository, [new GitOutputPart(commit, folder, null)], names));
        try
        {
            output._files.EntriesOf("");
            return new(output, []);
        }
        catch (GitException exception)
        {
            return new(null, [GitRepository.Failed(names.Location(""), exception)]);
        }
    }

    /// <summary>One output of the roots of several commits; what cannot be read of them is a finding of the first question.</summary>
    /// <param name="revision">What findings call all of them, as <c>env/{cluster}</c>.</param>
    internal static GitOutput Of(GitRepository repository, IEnumerable<GitOutputPart> parts, string revision) =>
        new(new OutputFilesInCommit(repository, parts, OutputNames.InCommit(revision, "")));

    public void Dispose() => _files.Dispose();
}

/// <summary>Where an output lies, or a part of one.</summary>
/// <param name="Commit">Null for a branch that does not exist yet.</param>
/// <param name="Folder">In its tree; "" is the root.</param>
/// <param name="Cluster">The only one whose files count; null for all.</param>
internal sealed record GitOutputPart(string? Commit, string Folder, string? Cluster);
