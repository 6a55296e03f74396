using System.Collections.Immutable;
using System.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>All files of a commit, or of a folder of it, as one <c>git ls-tree</c> tells them.</summary>
internal static class GitTree
{
    /// <summary>In the order of git: by the bytes of the path. A path that is no UTF-8 has replacement characters.</summary>
    /// <param name="tree">The name of a commit or tree; not what a user wrote.</param>
    /// <param name="prefix">Only what lies below, as <c>rendered/</c>; "" is everything.</param>
    /// <exception cref="GitException">There is no such object.</exception>
    public static ImmutableArray<GitTreeEntry> Files(GitCommand command, string tree, string prefix = "")
    {
        var listing = prefix.Length == 0
            ? command.Read("ls-tree", "-r", "-z", "--full-tree", tree)
            : command.Read("ls-tree", "-r", "-z", "--full-tree", tree, "--", prefix);
        var entries = ImmutableArray.CreateBuilder<GitTreeEntry>();
        var rest = listing.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)0);
            entries.Add(Read(rest[..end]));
            rest = rest[(end + 1)..];
        }

        return entries.DrainToImmutable();
    }

    /// <summary><c>100644 blob NAME\tPATH</c>.</summary>
    private static GitTreeEntry Read(ReadOnlySpan<byte> line)
    {
        var tab = line.IndexOf((byte)'\t');
        var id = GitObjectId.Parse(line[(line[..tab].LastIndexOf((byte)' ') + 1)..tab]) ?? throw new GitException("git listed an object without a name");
        return new GitTreeEntry(KindOf(line), id, Encoding.UTF8.GetString(line[(tab + 1)..]));
    }

    private static GitEntryKind KindOf(ReadOnlySpan<byte> line) =>
        line.StartsWith("120000 "u8) ? GitEntryKind.Link
        : line.StartsWith("160000 "u8) ? GitEntryKind.Submodule
        : GitEntryKind.File;
}

internal readonly record struct GitTreeEntry(GitEntryKind Kind, GitObjectId Id, string Path);

internal enum GitEntryKind
{
    File,
    Link,
    Submodule,
}
