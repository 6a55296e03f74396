using System.Text;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

/// <summary>Trees that git never writes by itself, but reads.</summary>
public sealed class HostileCommitTests : IDisposable
{
    private readonly TemporaryRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Names_that_are_not_utf8_are_passed_over_with_a_warning()
    {
        var blob = Blob("a: 1");
        var inner = Tree([("100644", "x.yaml"u8.ToArray(), blob)]);
        using var folder = Open(Tree(
        [
            ("100644", "a.yaml"u8.ToArray(), blob),
            ("100644", [(byte)'c', 0xE9, .. ".yaml"u8], blob),
            ("40000", [(byte)'d', 0xE9], inner),
            ("40000", "ok"u8.ToArray(), inner),
        ]));

        Assert.Equal(["a.yaml", "ok/x.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal(
            [
                @"The commit has an entry 'c\xE9.yaml', whose name is no path in UTF-8, and it is passed over.",
                @"The commit has an entry 'd\xE9', whose name is no path in UTF-8, and it is passed over.",
            ],
            folder.ListingDiagnostics().Select(finding => finding.Message));
        Assert.All(folder.ListingDiagnostics(), finding => Assert.Equal(CommitDiagnostics.NameUnusable, finding.Descriptor));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData(".git")]
    [InlineData(".GIT")]
    public void Names_that_no_folder_on_disk_can_have_are_passed_over(string name)
    {
        var blob = Blob("a: 1");
        var inner = Tree([("100644", "x.yaml"u8.ToArray(), blob)]);
        using var folder = Open(Tree([("100644", "a.yaml"u8.ToArray(), blob), ("40000", Encoding.UTF8.GetBytes(name), inner)]));

        Assert.Equal(["a.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal(CommitDiagnostics.NameUnusable, Assert.Single(folder.ListingDiagnostics()).Descriptor);
        Assert.NotEqual(SourceEntry.File, folder.EntryAt($"{name}/x.yaml"));
    }

    [Fact]
    public void A_name_that_stands_twice_is_the_first()
    {
        var (first, second) = (Blob("first: 1"), Blob("second: 2"));
        var inner = Tree([("100644", "x.yaml"u8.ToArray(), second)]);
        using var folder = Open(Tree(
        [
            ("100644", "a.yaml"u8.ToArray(), first), ("100644", "a.yaml"u8.ToArray(), second),
            ("100644", "b"u8.ToArray(), first), ("40000", "b"u8.ToArray(), inner),
        ]));

        Assert.Equal(["a.yaml", "b"], folder.FilesBelow("").ToArray());
        Assert.Equal("first: 1", folder.Read("a.yaml", null).Value!.Text);
        Assert.Equal(SourceEntry.None, folder.EntryAt("b/x.yaml"));
    }

    [Fact]
    public void A_tree_in_the_wrong_order_is_read_all_the_same()
    {
        var blob = Blob("a: 1");
        var inner = Tree([("100644", "y"u8.ToArray(), blob), ("100644", "x"u8.ToArray(), blob)]);
        using var folder = Open(Tree([("40000", "z"u8.ToArray(), inner), ("100644", "b"u8.ToArray(), blob), ("40000", "a"u8.ToArray(), inner)]));

        Assert.Equal(["a/x", "a/y", "b", "z/x", "z/y"], folder.FilesBelow("").ToArray());
        Assert.Equal("a: 1", folder.Read("a/x", null).Value!.Text);
    }

    /// <summary>Ten trees of ten entries each, one in the other: ten billion files in a kilobyte.</summary>
    [Fact]
    public void A_tree_bomb_ends()
    {
        var tree = Tree([("100644", "x.yaml"u8.ToArray(), Blob("a: 1"))]);
        for (var level = 0; level < 10; level++)
        {
            tree = Tree([.. Enumerable.Range(0, 10).Select(i => ("40000", Encoding.UTF8.GetBytes($"d{i}"), tree))]);
        }

        var commit = _scratch.Git("commit-tree", "-m", "Bomb", tree);
        var opened = GitSpecFolder.Open(_scratch.Open(), commit, "", SpecFolder.MaxTotalBytes, maxEntries: 20_000);

        Assert.Equal(CommitDiagnostics.CommitTooLarge, Assert.Single(opened.Diagnostics).Descriptor);
    }

    [Fact]
    public void A_path_longer_than_any_disk_takes_is_passed_over()
    {
        var tree = Tree([("100644", "x.yaml"u8.ToArray(), Blob("a: 1"))]);
        for (var level = 0; level < 100; level++)
        {
            tree = Tree([("40000", Encoding.UTF8.GetBytes(new string('d', 100)), tree), ("100644", "e.yaml"u8.ToArray(), Blob("e: 1"))]);
        }

        using var folder = Open(tree);

        Assert.InRange(folder.FilesBelow("").Length, 30, 41);
        Assert.All(folder.FilesBelow(""), path => Assert.Equal("e: 1", folder.Read(path, null).Value!.Text));
        Assert.NotEmpty(folder.ListingDiagnostics());
    }

    private GitSpecFolder Open(string tree)
    {
        var (folder, findings) = GitSpecFolder.Open(_scratch.Open(), _scratch.Git("commit-tree", "-m", "Hostile", tree), "");
        Assert.Empty(findings);
        return folder!;
    }

    private string Blob(string text) => _scratch.GitWith(text, "hash-object", "-w", "--stdin");

    /// <summary>A tree as it is given: neither sorted nor checked.</summary>
    private string Tree((string Mode, byte[] Name, string Id)[] entries)
    {
        var written = _scratch.Files["tree.tmp"];
        File.WriteAllBytes(
            written,
            [.. entries.SelectMany(entry => (byte[])[.. Encoding.ASCII.GetBytes($"{entry.Mode} "), .. entry.Name, 0, .. Convert.FromHexString(entry.Id)])]);
        return _scratch.Git("hash-object", "-w", "-t", "tree", "--literally", written);
    }
}
