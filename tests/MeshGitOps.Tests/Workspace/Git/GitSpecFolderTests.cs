using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

public sealed class GitSpecFolderTests : IDisposable
{
    private readonly TemporaryRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Holds_what_is_committed_and_nothing_else()
    {
        _scratch.Files.Write(".gitignore", "ignored.yaml\n").Write("a.yaml", "committed").Write("gone.yaml", "still there");
        var commit = _scratch.Commit();
        _scratch.Files.Write("a.yaml", "modified").Write("ignored.yaml", "ignored").Write("untracked.yaml", "untracked").Write("staged.yaml", "staged");
        _scratch.Git("add", "staged.yaml");
        File.Delete(_scratch.Files["gone.yaml"]);

        using var folder = Open(commit);

        Assert.Equal([".gitignore", "a.yaml", "gone.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal("committed", folder.Read("a.yaml", null).Value!.Text);
        Assert.Equal("still there", folder.Read("gone.yaml", null).Value!.Text);
        Assert.Equal(SourceEntry.None, folder.EntryAt("ignored.yaml"));
    }

    [Fact]
    public void Has_the_bytes_of_the_repository_and_not_those_of_a_checkout()
    {
        _scratch.Files.Write(".gitattributes", "*.yaml text eol=crlf ident\n").Write("a.yaml", "a: 1\nb: $Id$\n");
        var commit = _scratch.Commit();
        File.Delete(_scratch.Files["a.yaml"]);
        _scratch.Git("checkout", "--", "a.yaml");

        using var folder = Open(commit);

        Assert.StartsWith("a: 1\r\nb: $Id: ", _scratch.Files.Read("a.yaml"), StringComparison.Ordinal);
        Assert.Equal("a: 1\nb: $Id$\n", folder.Read("a.yaml", null).Value!.Text);
    }

    [Fact]
    public void Runs_no_filter()
    {
        _scratch.Files.Write(".gitattributes", "*.yaml filter=evil\n").Write("a.yaml", "a: 1\n");
        var commit = _scratch.Commit();
        _scratch.Git("config", "filter.evil.smudge", $"touch '{_scratch.Files["ran"]}'");

        using var folder = Open(commit);

        Assert.Equal("a: 1\n", folder.Read("a.yaml", null).Value!.Text);
        Assert.False(File.Exists(_scratch.Files["ran"]));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public void Reads_a_bare_repository(string format)
    {
        using var source = new TemporaryRepository($"--object-format={format}");
        source.Files.Write("mesh/ünï/a.yaml", "a: 1").Link("mesh/b.yaml", "ünï/a.yaml");
        var commit = source.Commit();
        using var target = new TemporaryFolder();
        source.Git("clone", "--quiet", "--bare", ".", target["bare repository.git"]);

        using var folder = GitSpecFolder.Open(GitRepository.Open(target["bare repository.git"]).Value!, commit, "").Value!;

        Assert.Equal(["mesh/ünï/a.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal("a: 1", folder.Read("mesh/b.yaml", null).Value!.Text);
    }

    [Fact]
    public void Reads_a_linked_worktree()
    {
        _scratch.Files.Write("a.yaml", "first");
        var first = _scratch.Commit();
        _scratch.Files.Write("a.yaml", "second");
        _scratch.Commit();
        using var target = new TemporaryFolder();
        _scratch.Git("worktree", "add", "--quiet", target["linked"], first);

        var repository = GitRepository.Open(target["linked"]).Value!;
        using var folder = GitSpecFolder.Open(repository, repository.Commit("HEAD")!, "").Value!;

        Assert.Equal("first", folder.Read("a.yaml", null).Value!.Text);
    }

    [Fact]
    public void A_link_to_an_absolute_path_leads_out_even_if_the_checkout_lies_there()
    {
        _scratch.Files.Write("a.yaml", "a: 1").Link("b.yaml", _scratch.Files["a.yaml"]);
        using var folder = Open(_scratch.Commit());

        Assert.Equal("MGO6006", Assert.Single(folder.Read("b.yaml", null).Diagnostics).Id);
        Assert.Equal(["a.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal("MGO6009", Assert.Single(folder.ListingDiagnostics()).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0.yaml")]
    [InlineData("a.yaml\n")]
    public void A_link_that_no_disk_could_hold_leads_nowhere(string target)
    {
        _scratch.Files.Write("a.yaml", "a: 1");
        _scratch.Git("add", "--all");
        AddLink("link.yaml", Encoding.UTF8.GetBytes(target));
        using var folder = Open(CommitIndex());

        Assert.Equal(SourceEntry.None, folder.EntryAt("link.yaml"));
        Assert.Equal(["a.yaml"], folder.FilesBelow("").ToArray());
    }

    [Fact]
    public void A_link_with_a_long_target_or_one_that_is_no_text_leads_nowhere()
    {
        _scratch.Files.Write("a.yaml", "a: 1");
        _scratch.Git("add", "--all");
        AddLink("long.yaml", [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("./", 2048))), .. "a.yaml"u8]);
        AddLink("latin.yaml", [(byte)'a', 0xE4]);
        using var folder = Open(CommitIndex());

        Assert.Equal(SourceEntry.None, folder.EntryAt("long.yaml"));
        Assert.Equal(SourceEntry.None, folder.EntryAt("latin.yaml"));
    }

    [Fact]
    public void What_lies_in_a_submodule_is_not_there_and_a_finding_says_why()
    {
        _scratch.Files.Write("a.yaml", "a: 1").Write("b.yaml", "b: 1").Link("link.yaml", "libs/mesh/x.yaml").Link("back.yaml", "libs/mesh/../../b.yaml");
        _scratch.Git("add", "--all");
        _scratch.Git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,libs/mesh");
        _scratch.Git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,.hidden");
        using var folder = Open(CommitIndex());

        Assert.Equal(SourceEntry.Submodule, folder.EntryAt("libs/mesh"));
        Assert.Equal(SourceEntry.Submodule, folder.EntryAt("libs/mesh/deep/x.yaml"));
        Assert.Equal(SourceEntry.File, folder.EntryAt("back.yaml"));
        var finding = Assert.Single(folder.Read("libs/mesh/deep/x.yaml", null).Diagnostics);
        Assert.Equal("MGO6002", finding.Id);
        Assert.Equal(
            "File 'libs/mesh/deep/x.yaml' cannot be read because it lies in the submodule 'libs/mesh', whose files no commit of this repository holds.",
            finding.Message);
        Assert.Equal(["a.yaml", "b.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal(
            [
                "MGO6151 Folder 'libs/mesh' is a submodule, whose files no commit of this repository holds, and is passed over.",
                "MGO6009 Link 'link.yaml' leads into a submodule and is passed over.",
            ],
            folder.ListingDiagnostics().Select(said => $"{said.Id} {said.Message}"));
    }

    [Fact]
    public void A_spec_that_names_a_path_in_a_submodule_is_told_so()
    {
        _scratch.Files.Write("meshgitops.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: Workspace
            metadata: {name: acme}
            spec: {specs: [libs/mesh, "libs/mesh/*.yaml"]}
            """);
        _scratch.Git("add", "--all");
        _scratch.Git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,libs/mesh");
        using var folder = Open(CommitIndex());

        var findings = SpecReader.Read(folder, "", 1).Diagnostics.Where(finding => finding.Descriptor == SourceDiagnostics.NotFound);

        Assert.Equal(
            [
                "The path 'libs/mesh' lies in a submodule, whose files no commit of this repository holds.",
                "The path 'libs/mesh/*.yaml' lies in a submodule, whose files no commit of this repository holds.",
            ],
            findings.Select(finding => finding.Message));
    }

    [Fact]
    public void Never_reads_a_file_that_is_too_large()
    {
        _scratch.Files.WriteBytes("large.yaml", new byte[SpecFolder.MaxFileBytes + 1]).Write("a.yaml", "a: 1");
        using var folder = Open(_scratch.Commit());

        var finding = Assert.Single(folder.Read("large.yaml", null).Diagnostics);

        Assert.Equal("MGO6003", finding.Id);
        Assert.Contains("4194305 bytes", finding.Message, StringComparison.Ordinal);
        Assert.Equal("a: 1", folder.Read("a.yaml", null).Value!.Text);
    }

    [Fact]
    public void Reports_a_commit_with_too_many_files()
    {
        _scratch.Files.Write("a/1.yaml", "").Write("a/2.yaml", "").Write("a/3.yaml", "");
        var commit = _scratch.Commit();

        Assert.NotNull(GitSpecFolder.Open(_scratch.Open(), commit, "", SpecFolder.MaxTotalBytes, maxEntries: 4).Value);
        var finding = Assert.Single(GitSpecFolder.Open(_scratch.Open(), commit, "", SpecFolder.MaxTotalBytes, maxEntries: 3).Diagnostics);

        Assert.Equal(CommitDiagnostics.CommitTooLarge, finding.Descriptor);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("mesh", "mesh")]
    [InlineData("mesh/", "mesh")]
    [InlineData("mesh/a.yaml", "mesh")]
    public void Starts_where_it_is_told(string path, string start)
    {
        _scratch.Files.Write("mesh/a.yaml", "a: 1");

        using var folder = GitSpecFolder.Open(_scratch.Open(), _scratch.Commit(), path).Value!;

        Assert.Equal(start, folder.Start);
    }

    [Theory]
    [InlineData("none", "MGO6001")]
    [InlineData("../x", "MGO6006")]
    [InlineData("out", "MGO6006")]
    [InlineData("libs/mesh", "MGO6001")]
    public void Reports_a_start_that_is_not_there(string path, string id)
    {
        _scratch.Files.Write("a.yaml", "").Link("out", "..");
        _scratch.Git("add", "--all");
        _scratch.Git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,libs/mesh");

        var finding = Assert.Single(GitSpecFolder.Open(_scratch.Open(), CommitIndex(), path).Diagnostics);

        Assert.Equal(id, finding.Id);
    }

    [Fact]
    public void Reads_the_same_from_several_threads()
    {
        for (var i = 0; i < 50; i++)
        {
            _scratch.Files.Write($"f{i}.yaml", $"n: {i}");
        }

        using var folder = Open(_scratch.Commit());

        Parallel.For(0, 500, i => Assert.Equal($"n: {i % 50}", folder.Read($"f{i % 50}.yaml", null).Value!.Text));
    }

    private GitSpecFolder Open(string commit)
    {
        var (folder, findings) = GitSpecFolder.Open(_scratch.Open(), commit, "");
        Assert.Empty(findings);
        return folder!;
    }

    private void AddLink(string path, byte[] target)
    {
        var written = _scratch.Files["target.tmp"];
        File.WriteAllBytes(written, target);
        var blob = _scratch.Git("hash-object", "-w", "--no-filters", written);
        File.Delete(written);
        _scratch.Git("update-index", "--add", "--cacheinfo", $"120000,{blob},{path}");
    }

    private string CommitIndex()
    {
        _scratch.Git("commit", "--quiet", "-m", "Index");
        return _scratch.Git("rev-parse", "HEAD");
    }
}
