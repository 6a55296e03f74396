using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

/// <summary>What lies in a commit is compared as what lies on disk.</summary>
public sealed class GitOutputTests : OutputFolderOnDisk
{
    private static readonly OutputTree First =
        Tree(("clusters/aws/a.yaml", "a: 1\n"), ("clusters/aws/b.yaml", "b: 1\n"), ("clusters/gke/ü n.yaml", "c: 1\n"));

    [Theory]
    [InlineData("", "sha1")]
    [InlineData("rendered", "sha1")]
    [InlineData("deep er/rendered", "sha256")]
    public void Sees_in_a_commit_what_lies_on_disk(string folder, string format)
    {
        using var scratch = new TemporaryRepository($"--object-format={format}");
        var root = scratch.Files[folder];
        Write(root, First);
        scratch.Commit();
        foreach (var tree in new[]
        {
            First,
            OutputTree.Empty,
            Tree(("clusters/aws/a.yaml", "a: 2\n"), ("clusters/aws/new.yaml", "")),
            Tree(OutputSharing.Shared, ("clusters/aws/b.yaml", "b: 2\n")),
        })
        {
            using var output = Open(scratch, folder);
            var onDisk = OutputFolder.Open(root, "rendered").Value!.Compare(tree).Value;
            var inCommit = output.Compare(tree).Value;

            Assert.Equal(Paths(onDisk.Added), Paths(inCommit.Added));
            Assert.Equal(Paths(onDisk.Changed), Paths(inCommit.Changed));
            Assert.Equal(Paths(onDisk.Removed), Paths(inCommit.Removed));
            Assert.Equal(Paths(onDisk.Unchanged), Paths(inCommit.Unchanged));
            Assert.Equal(onDisk.Inventories, inCommit.Inventories);
            Assert.Equal(
                OutputFolder.Open(root, "rendered").Value!.Published(onDisk, tree).Value.Select(file => (file.Path, file.Bytes.ToArray())),
                output.Published(inCommit, tree).Value.Select(file => (file.Path, file.Bytes.ToArray())));
        }
    }

    [Fact]
    public void Finds_what_was_edited_on_the_branch_and_what_is_shared()
    {
        using var scratch = new TemporaryRepository();
        Write(scratch.Root, First);
        Write(scratch.Root, Tree(OutputSharing.Shared, ("clusters/aws/shared/namespace-shop.yaml", "s: 1\n")));
        scratch.Files.Write("clusters/aws/shared/namespace-shop.yaml", "s: edited\n");
        scratch.Commit();
        using var output = Open(scratch, "");

        var difference = output.Compare(Tree(("clusters/aws/shared/namespace-shop.yaml", "s: 2\n"))).Value;
        var shared = Assert.Single(output.PreviouslyShared().Value);

        Assert.Equal(["clusters/aws/shared/namespace-shop.yaml"], Paths(difference.HandEdited));
        Assert.Equal("s: edited\n"u8.ToArray(), shared.Content.ToArray());
        Assert.Equal("main:clusters/aws/shared/namespace-shop.yaml", Assert.Single(output.HandEditedFindings(difference)).Location.Path);
    }

    [Fact]
    public void Refuses_links_and_files_of_others()
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Write("clusters/aws/b.yaml", "theirs").Link("clusters/gke", "../elsewhere");
        scratch.Commit();
        using var output = Open(scratch, "");

        var findings = output.Compare(First).Diagnostics;

        Assert.Equal(["MGO6023", "MGO6024"], findings.Select(finding => finding.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["main:clusters/aws/b.yaml", "main:clusters/gke"], findings.Select(finding => finding.Location.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_branch_that_does_not_exist_is_empty()
    {
        using var scratch = new TemporaryRepository();
        using var output = GitOutput.Open(scratch.Open(), null, "", "rendered").Value!;

        Assert.True(output.IsEmpty);
        Assert.False(output.HasInventories);
        Assert.Equal(5, output.Compare(First).Value.Added.Length);
    }

    [Fact]
    public void Says_that_an_inventory_is_not_in_the_repository()
    {
        using var scratch = new TemporaryRepository();
        Write(scratch.Root, First);
        var commit = scratch.Commit();
        var blob = scratch.Git("rev-parse", "HEAD:.meshgitops/aws/inventory");
        File.Delete(scratch.Files[$".git/objects/{blob[..2]}/{blob[2..]}"]);
        using var output = GitOutput.Open(scratch.Open(), commit, "", "main").Value!;

        var finding = Assert.Single(output.Compare(First).Diagnostics);

        Assert.Equal(GitDiagnostics.ObjectMissing, finding.Descriptor);
    }

    private static GitOutput Open(TemporaryRepository scratch, string folder)
    {
        var repository = scratch.Open();
        return GitOutput.Open(repository, repository.Commit("main"), folder, "main").Value!;
    }

    private static void Write(string root, OutputTree tree)
    {
        var folder = OutputFolder.Open(root, "rendered").Value!;
        Assert.Empty(folder.Apply(folder.Compare(tree).Value with { Deletes = [] }));
    }
}
