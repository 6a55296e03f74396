using MeshGitOps.Specs.Sources;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

/// <summary>A clone without all objects: what is there is read, what is not is a finding, and nothing is ever fetched.</summary>
public sealed class IncompleteCloneTests : IDisposable
{
    private readonly TemporaryRepository _origin = new();
    private readonly TemporaryFolder _disk = new();

    public void Dispose()
    {
        _origin.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public void A_blobless_clone_has_the_files_that_are_checked_out_and_reports_the_others()
    {
        _origin.Files.Write("a.yaml", "first").Write("same.yaml", "same").Write("empty.yaml", "").Link("link.yaml", "a.yaml").Link("same-link.yaml", "same.yaml");
        var first = _origin.Commit();
        File.Delete(_origin.Files["link.yaml"]);
        _origin.Files.Write("a.yaml", "second");
        var second = _origin.Commit();
        var repository = Clone("--filter=blob:none");

        using (var now = GitSpecFolder.Open(repository, second, "").Value!)
        {
            Assert.Equal("second", now.Read("a.yaml", null).Value!.Text);
        }

        using var before = GitSpecFolder.Open(repository, first, "").Value!;
        Assert.Equal("same", before.Read("same.yaml", null).Value!.Text);
        Assert.Equal("same", before.Read("same-link.yaml", null).Value!.Text);
        Assert.Equal("", before.Read("empty.yaml", null).Value!.Text);
        Assert.Contains("a.yaml", before.FilesBelow(""));
        foreach (var path in new[] { "a.yaml", "link.yaml" })
        {
            var finding = Assert.Single(before.Read(path, null).Diagnostics);
            Assert.Equal(GitDiagnostics.ObjectMissing, finding.Descriptor);
            Assert.StartsWith($"File '{path}' cannot be read because the object ", finding.Message, StringComparison.Ordinal);
            Assert.Contains("git fetch", finding.Help, StringComparison.Ordinal);
        }

        Assert.Equal("same", before.Read("same.yaml", null).Value!.Text);
        Assert.NotEmpty(MissingOf(first));
    }

    [Fact]
    public void A_clone_without_folders_is_reported()
    {
        _origin.Files.Write("mesh/a.yaml", "first");
        var first = _origin.Commit();
        _origin.Files.Write("mesh/a.yaml", "second");
        _origin.Commit();

        var finding = Assert.Single(GitSpecFolder.Open(Clone("--filter=tree:0"), first, "").Diagnostics);

        Assert.Equal(GitDiagnostics.ObjectMissing, finding.Descriptor);
        Assert.NotEmpty(MissingOf(first));
    }

    [Fact]
    public void A_shallow_clone_has_its_commit_and_reports_an_older_one()
    {
        _origin.Files.Write("a.yaml", "first");
        var first = _origin.Commit();
        _origin.Files.Write("a.yaml", "second");
        var second = _origin.Commit();
        var repository = Clone("--depth=1");

        using var now = GitSpecFolder.Open(repository, second, "").Value!;

        Assert.Equal("second", now.Read("a.yaml", null).Value!.Text);
        Assert.Null(repository.Commit(first));
        Assert.Equal(GitDiagnostics.ObjectMissing, Assert.Single(GitSpecFolder.Open(repository, first, "").Diagnostics).Descriptor);
    }

    [Fact]
    public void A_damaged_repository_is_a_finding()
    {
        _origin.Files.Write("a.yaml", "lost").Write("b.yaml", "there");
        var commit = _origin.Commit();
        var lost = _origin.Git("rev-parse", "HEAD:a.yaml");
        File.Delete(_origin.Files[$".git/objects/{lost[..2]}/{lost[2..]}"]);

        using var folder = GitSpecFolder.Open(_origin.Open(), commit, "").Value!;

        Assert.Equal(SourceEntry.File, folder.EntryAt("a.yaml"));
        Assert.Equal(GitDiagnostics.ObjectMissing, Assert.Single(folder.Read("a.yaml", null).Diagnostics).Descriptor);
        Assert.Equal("there", folder.Read("b.yaml", null).Value!.Text);
    }

    [Fact]
    public void Reading_goes_on_after_an_object_that_ended_git()
    {
        _origin.Files.Write("a.yaml", "first").Write("same.yaml", "same");
        var first = _origin.Commit();
        _origin.Files.Write("a.yaml", "second");
        _origin.Commit();
        var missing = _origin.Git("rev-parse", $"{first}:a.yaml");
        var there = _origin.Git("rev-parse", $"{first}:same.yaml");
        using var objects = new GitObjects(Clone("--filter=blob:none").Command);

        Assert.Equal("same"u8.ToArray(), objects.ReadBlob(there, 100));
        Assert.Throws<GitException>(() => objects.ReadBlob(missing, 100));
        Assert.Equal("same"u8.ToArray(), objects.ReadBlob(there, 100));
    }

    private GitRepository Clone(string option)
    {
        _origin.Git("config", "uploadpack.allowFilter", "true");
        _origin.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        _origin.Git("clone", "--quiet", option, $"file://{_origin.Root}", _disk["clone"]);
        return GitRepository.Open(_disk["clone"]).Value!;
    }

    /// <summary>What the clone still lacks: a fetch behind the back would have brought it.</summary>
    private IEnumerable<string> MissingOf(string commit) =>
        new GitCommand(_disk["clone"], []).Run(GitTrust.Isolated, "rev-list", "--objects", "--missing=print", commit).Text
            .Split('\n').Where(line => line.StartsWith('?'));
}
