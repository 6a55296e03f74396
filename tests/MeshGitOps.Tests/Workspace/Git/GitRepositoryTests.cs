using System.Diagnostics;
using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

public sealed class GitRepositoryTests
{
    [Fact]
    public void Opens_the_repository_around_a_folder()
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Folder("a/b c");

        var repository = GitRepository.Open(scratch.Files["a/b c"]).Value!;

        Assert.Equal(scratch.Root, repository.WorkTree);
        Assert.Equal(scratch.Files[".git"], repository.GitFolder);
        Assert.Equal("main", repository.CurrentBranch());
        Assert.False(repository.IsShallow);
        Assert.Null(repository.Commit("HEAD"));
    }

    [Fact]
    public void Reports_a_folder_outside_of_any_repository()
    {
        using var folder = new TemporaryFolder();

        var finding = Assert.Single(GitRepository.Open(folder.Root).Diagnostics);

        Assert.Equal(GitDiagnostics.NotARepository, finding.Descriptor);
    }

    [Fact]
    public void Reports_a_broken_repository()
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Write(".git/config", "[core\n");

        var finding = Assert.Single(GitRepository.Open(scratch.Root).Diagnostics);

        Assert.Equal(GitDiagnostics.GitFailed, finding.Descriptor);
        Assert.Equal("Git cannot be used here, because git says: bad config line 1 in file .git/config.", finding.Message);
    }

    [Fact]
    public void Does_not_read_a_repository_of_another_user()
    {
        using var scratch = new TemporaryRepository();
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return; // Only root can give a folder away.
        }

        using (var change = Process.Start("chown", ["-R", "12345", scratch.Root]))
        {
            change.WaitForExit();
        }

        var finding = Assert.Single(GitRepository.Open(scratch.Root).Diagnostics);

        Assert.Equal(GitDiagnostics.NotTrusted, finding.Descriptor);
        Assert.Equal($"If you trust it: git config --global --add safe.directory '{scratch.Root}'", finding.Help);
    }

    [Fact]
    public void Finds_commits_and_what_contains_them()
    {
        using var scratch = new TemporaryRepository();
        var first = scratch.Commit();
        var second = scratch.Commit();
        var repository = scratch.Open();

        Assert.Equal(second, repository.Commit("main"));
        Assert.Equal(first, repository.Commit("main~1"));
        Assert.True(repository.IsAncestor(first, second));
        Assert.False(repository.IsAncestor(second, first));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("")]
    [InlineData("--all")]
    [InlineData("-h")]
    [InlineData("main:file")]
    public void Knows_no_commit_of_that_name(string revision)
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Write("file", "text");
        scratch.Commit();

        Assert.Null(scratch.Open().Commit(revision));
    }

    [Fact]
    public void Has_no_branch_with_a_detached_head()
    {
        using var scratch = new TemporaryRepository();
        scratch.Git("checkout", "--quiet", scratch.Commit());

        Assert.Null(scratch.Open().CurrentBranch());
    }

    [Fact]
    public void A_bare_repository_has_no_work_tree()
    {
        using var scratch = new TemporaryRepository("--bare");

        Assert.Null(scratch.Open().WorkTree);
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public void Names_a_file_as_git_does(string format)
    {
        using var scratch = new TemporaryRepository($"--object-format={format}");
        var objectFormat = scratch.Open().ObjectFormat;

        foreach (var text in new[] { "", "text\n", new string('é', 5000) })
        {
            Assert.Equal(
                scratch.GitWith(text, "hash-object", "--stdin"),
                GitObjectName.OfBlob(objectFormat, Encoding.UTF8.GetBytes(text)).ToString());
        }
    }

    [Fact]
    public void Lists_and_reads_the_files_of_a_commit()
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Write("a \"quoted\" name\n.txt", "one").Write("ünï/cödé.yaml", "two").Link("link", "../out");
        scratch.Commit();
        scratch.Git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,module");
        scratch.Git("commit", "--quiet", "-m", "Submodule");
        var commit = scratch.Git("rev-parse", "HEAD");
        var repository = scratch.Open();

        var files = GitTree.Files(repository.Command, commit);
        using var objects = new GitObjects(repository.Command);

        Assert.Equal(["a \"quoted\" name\n.txt", "link", "module", "ünï/cödé.yaml"], files.Select(file => file.Path));
        Assert.Equal([GitEntryKind.File, GitEntryKind.Link, GitEntryKind.Submodule, GitEntryKind.File], files.Select(file => file.Kind));
        Assert.Equal("two"u8.ToArray(), objects.ReadBlob(files[3].Id.ToString(), 3));
        Assert.Null(objects.ReadBlob(files[3].Id.ToString(), 2));
        Assert.Equal("one"u8.ToArray(), objects.ReadBlob(files[0].Id.ToString(), 100));
        Assert.Throws<GitException>(() => objects.ReadBlob(files[2].Id.ToString(), 100));
        Assert.Throws<GitException>(() => objects.ReadBlob(commit, 100));
        Assert.Equal("../out"u8.ToArray(), objects.ReadBlob(files[1].Id.ToString(), 100));
    }

    [Fact]
    public void Takes_nothing_over_from_a_hook_that_calls_it()
    {
        var start = new ProcessStartInfo("git");
        start.Environment["GIT_DIR"] = "/elsewhere";
        start.Environment["GIT_INDEX_FILE"] = "/elsewhere/index";
        start.Environment["GIT_SSH_COMMAND"] = "ssh -i key";
        start.Environment["GIT_CONFIG_VALUE_0"] = "x";

        GitEnvironment.Clean(start, GitTrust.User);
        Assert.False(start.Environment.ContainsKey("GIT_DIR"));
        Assert.False(start.Environment.ContainsKey("GIT_INDEX_FILE"));
        Assert.Equal("ssh -i key", start.Environment["GIT_SSH_COMMAND"]);

        GitEnvironment.Clean(start, GitTrust.Isolated);
        Assert.False(start.Environment.ContainsKey("GIT_SSH_COMMAND"));
        Assert.False(start.Environment.ContainsKey("GIT_CONFIG_VALUE_0"));
    }

    [Fact]
    public void Runs_no_hook_and_no_program_of_the_repository()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The program is a shell script.
        }

        using var scratch = new TemporaryRepository();
        var commit = scratch.Commit();
        var program = scratch.Files["program.sh"];
        scratch.Files.Write("program.sh", $"#!/bin/sh\ntouch '{scratch.Files["ran"]}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        scratch.Files.Link(".git/hooks/reference-transaction", program);
        scratch.Git("config", "core.fsmonitor", program);

        var repository = scratch.Open();
        repository.Command.Read("update-ref", "refs/heads/other", commit);
        repository.Command.Read("status", "--porcelain");

        Assert.False(File.Exists(scratch.Files["ran"]));
    }

    [Theory]
    [InlineData("Unable to create '/a/.git/index.lock': File exists", "delete it")]
    [InlineData("prepare: cannot lock ref 'refs/heads/a': Unable to create '/a/.git/refs/heads/a.lock': File exists", "delete it")]
    [InlineData("prepare: cannot lock ref 'refs/heads/a': 'refs/heads/a/b' exists; cannot create 'refs/heads/a'", "choose a name")]
    [InlineData("sha1 file '.git/objects/pack/tmp_pack_x' write error. Out of diskspace", "Make room")]
    [InlineData("unable to write file .git/objects/ab/cd: No space left on device", "Make room")]
    [InlineData("bad config line 1 in file .git/config", null)]
    public void Says_what_to_do_about_what_git_says(string reason, string? cure)
    {
        var help = GitRepository.Failed(new SourceText("git", "").Start, new GitException($"git says: {reason}")).Help;

        if (cure is null)
        {
            Assert.Null(help);
        }
        else
        {
            Assert.Contains(cure, help, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fatal: could not read from 'https://user:secret@git.example.com/a.git'\nmore", "could not read from 'https://***@git.example.com/a.git'")]
    [InlineData("warning: x\nerror: it is full.\nhint: y", "it is full")]
    [InlineData("only this", "only this")]
    [InlineData("", "git said nothing")]
    public void Gives_the_reason_without_a_credential(string error, string reason) =>
        Assert.Equal(reason, GitErrorText.ReasonOf(GitErrorText.Clean(error)));
}
