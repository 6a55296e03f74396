using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// Makes commits without a working tree or an index, as one pack (git-fast-import(1)). No branch moves: each commit is made on a
/// reference of its own that is taken back before git ends, so that a stopped run leaves nothing but objects that nobody names.
/// </summary>
internal static class FastImport
{
    private const string Scratch = "refs/meshgitops/import/";

    /// <summary>The names of the commits, in their order.</summary>
    /// <exception cref="GitException">Git failed, as on a full disk; nothing was changed.</exception>
    public static ImmutableArray<string> Run(GitRepository repository, IReadOnlyList<ImportedCommit> commits)
    {
        // A clone on a disk that folds case says so in its settings, and files would go into a folder 'Clusters' of somebody else.
        using var process = repository.Command.Start(
            GitTrust.Isolated, "-c", "core.ignoreCase=false", "fast-import", "--quiet", "--done", "--date-format=raw", "--force");
        try
        {
            using (var stream = new BufferedStream(process.Input, 256 * 1024))
            {
                for (var i = 0; i < commits.Count; i++)
                {
                    Write(stream, commits[i], $"{Scratch}{i}", i + 1, GitObjectName.None(repository.ObjectFormat));
                }

                Write(stream, "done\n");
            }
        }
        catch (IOException)
        {
            // It ended before it had read everything; it says why.
        }

        var result = process.Finish();
        var names = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return result.Succeeded && names.Length == commits.Count
            ? [.. names]
            : throw new GitException($"git says: {result.Reason}", result.Error);
    }

    private static void Write(Stream stream, ImportedCommit commit, string reference, int mark, string none)
    {
        Write(stream, $"commit {reference}\nmark :{mark}\nauthor {commit.Identity.Author}\ncommitter {commit.Identity.Committer}\n");
        WriteData(stream, Encoding.UTF8.GetBytes(commit.Message));
        if (commit.Parent is { } parent)
        {
            Write(stream, $"from {parent}\n");
        }

        if (commit.Merged is { } merged)
        {
            Write(stream, $"merge {merged}\n");
        }

        if (commit.Tree is { } tree)
        {
            Write(stream, $"M 040000 {tree} \n");
        }

        foreach (var path in commit.Deletes)
        {
            Write(stream, $"D {path}\n");
        }

        foreach (var file in commit.Writes)
        {
            Write(stream, $"M 100644 inline {file.Path}\n");
            WriteData(stream, file.Bytes.Span);
        }

        foreach (var (noted, note) in commit.Notes)
        {
            Write(stream, $"N inline {noted}\n");
            WriteData(stream, note);
        }

        Write(stream, $"\nget-mark :{mark}\nreset {reference}\nfrom {none}\n\n");
    }

    private static void WriteData(Stream stream, ReadOnlySpan<byte> bytes)
    {
        Write(stream, $"data {bytes.Length}\n");
        stream.Write(bytes);
        stream.WriteByte((byte)'\n');
    }

    private static void Write(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}

/// <summary>A commit to be made.</summary>
internal sealed record ImportedCommit(CommitIdentity Identity, string Message)
{
    /// <summary>Null for the first one of a branch.</summary>
    public string? Parent { get; init; }

    /// <summary>A second parent.</summary>
    public string? Merged { get; init; }

    /// <summary>The tree to begin with; null for that of the parent.</summary>
    public string? Tree { get; init; }

    /// <summary>Paths below the root of the tree: without control characters and quotes, as <c>OutputPath</c> has them.</summary>
    public ImmutableArray<string> Deletes { get; init; } = [];

    public ImmutableArray<ImportedFile> Writes { get; init; } = [];

    /// <summary>Texts for other commits; the commit is one of a reference of notes then.</summary>
    public ImmutableArray<(string Commit, byte[] Note)> Notes { get; init; } = [];
}

internal readonly record struct ImportedFile(string Path, ReadOnlyMemory<byte> Bytes);
