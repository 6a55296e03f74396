using System.Text;
using MeshGitOps.EndToEnd.Git;
using MeshGitOps.EndToEnd.Packaging;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>Which program the action runs, and what it refuses to run.</summary>
public sealed class ActionDownloadTests : IDisposable
{
    private readonly ActionWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Runs_the_release_of_the_tag_that_it_is_used_at()
    {
        var result = _workspace.Run().Succeeded();

        Assert.Equal(
            [
                "GET /acme/meshgitops/releases/download/v1.2.3/SHA256SUMS",
                "GET /storage/v1.2.3/SHA256SUMS",
                "GET /acme/meshgitops/releases/download/v1.2.3/meshgitops-1.2.3-linux-x64.tar.gz",
                "GET /storage/v1.2.3/meshgitops-1.2.3-linux-x64.tar.gz",
            ],
            _workspace.Github.Requests);
        Assert.Contains(result.Log.Lines, line => line.StartsWith("meshgitops 1.2.3 of acme/meshgitops, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Linux", "ARM64", "linux-arm64")]
    [InlineData("macOS", "X64", "osx-x64")]
    [InlineData("macOS", "ARM64", "osx-arm64")]
    public void Takes_the_archive_of_the_runner(string system, string architecture, string platform)
    {
        ActionRelease.Publish(_workspace.Github, platform);
        _workspace.Variables["RUNNER_OS"] = system;
        _workspace.Variables["RUNNER_ARCH"] = architecture;

        _workspace.Run().Succeeded();

        Assert.EndsWith($"-{platform}.tar.gz", _workspace.Github.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("v1.2.3")]
    public void Runs_the_version_that_is_asked_for_whatever_commit_it_is_used_at(string version) =>
        _workspace.RunAt(At(new string('a', 40)), ("version", version)).Succeeded();

    [Fact]
    public void Refuses_an_archive_that_is_not_what_the_release_says()
    {
        _workspace.Github.Assets[$"v1.2.3/{ActionRelease.Name("linux-x64")}"] = ActionRelease.Archive("#!/bin/sh\ntouch hacked\n");

        AssertRefused("but SHA256SUMS of the release says", _workspace.Run());
    }

    [Fact]
    public void Refuses_a_release_that_was_replaced_with_its_checksums_where_the_workflow_names_one()
    {
        var checksum = ActionRelease.Publish(_workspace.Github);
        _workspace.Run(("sha256", $"{new string('1', 64)}\n{checksum.ToUpperInvariant()}\n")).Succeeded();
        var replaced = ActionRelease.Archive("#!/bin/sh\ntouch hacked\n");
        _workspace.Github.Assets[$"v1.2.3/{ActionRelease.Name("linux-x64")}"] = replaced;
        _workspace.Github.Assets["v1.2.3/SHA256SUMS"] = Encoding.UTF8.GetBytes($"{ActionRelease.Checksum(replaced)}  {ActionRelease.Name("linux-x64")}\n");

        AssertRefused("which input 'sha256' does not name", _workspace.Run(("sha256", checksum)));
    }

    [Fact]
    public void Refuses_a_release_without_a_checksum_of_the_archive()
    {
        _workspace.Github.Assets["v1.2.3/SHA256SUMS"] = Encoding.UTF8.GetBytes($"{new string('0', 64)}  another.tar.gz\n");

        AssertRefused("SHA256SUMS of the release has no checksum of 'meshgitops-1.2.3-linux-x64.tar.gz', or several.", _workspace.Run());
    }

    [Fact]
    public void Says_so_where_a_release_or_a_file_of_it_is_missing()
    {
        AssertRefused("/v7.0.0/SHA256SUMS cannot be downloaded: ", _workspace.Run(("version", "7.0.0")));
        _workspace.Github.Assets.TryRemove($"v1.2.3/{ActionRelease.Name("linux-x64")}", out _);
        AssertRefused($"/v1.2.3/{ActionRelease.Name("linux-x64")} cannot be downloaded: ", _workspace.Run());
    }

    [Fact]
    public void Refuses_an_archive_without_the_program()
    {
        foreach (var (archive, text) in new[]
        {
            (ActionRelease.Archive("#!/bin/sh\ntouch hacked\n", "program"), "holds no 'meshgitops'."),
            (new byte[100], "cannot be unpacked."),
        })
        {
            _workspace.Github.Assets[$"v1.2.3/{ActionRelease.Name("linux-x64")}"] = archive;
            _workspace.Github.Assets["v1.2.3/SHA256SUMS"] = Encoding.UTF8.GetBytes($"{ActionRelease.Checksum(archive)}  {ActionRelease.Name("linux-x64")}\n");

            AssertRefused(text, _workspace.Run());
        }
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("1.2")]
    [InlineData("1.2.3/../../evil")]
    [InlineData("1.2.3\n::error::forged")]
    public void Takes_no_other_words_for_a_version(string version)
    {
        var result = _workspace.Run(("version", version));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal([$"Input 'version' takes a release as '1.2.3', or 'source', but is '{version}'."], result.Texts("error"));
        Assert.Empty(_workspace.Github.Requests);
    }

    [Fact]
    public void A_runner_without_a_release_is_told_what_to_do()
    {
        _workspace.Variables["RUNNER_ARCH"] = "ARM";

        AssertRefused("There is no release for 'Linux ARM'; 'version: source' builds one.", _workspace.Run());
    }

    [Fact]
    public void Builds_what_it_is_used_at_where_that_is_no_release()
    {
        FakeDotnet("for argument; do echo \"$argument\"; done >>\"$RUNNER_TEMP/dotnet.txt\"\npwd >>\"$RUNNER_TEMP/dotnet.txt\"\n");
        string[] places = [At(new string('a', 40)), At("main"), At("v1"), InWorkspace()];

        foreach (var place in places)
        {
            var result = _workspace.RunAt(place);

            Assert.Equal(2, result.ExitCode);
            Assert.Contains("The build left no 'meshgitops.dll'.", result.Texts("error"));
            var arguments = File.ReadAllLines(_workspace.Repository.Beside("runner", "temp", "dotnet.txt"));
            Assert.Equal(["publish", "src/MeshGitOps.Cli"], arguments[..2]);
            Assert.Equal(place.TrimEnd('/', '.'), arguments[^1]);
            File.Delete(_workspace.Repository.Beside("runner", "temp", "dotnet.txt"));
        }

        Assert.Empty(_workspace.Github.Requests);
    }

    /// <summary>Two minutes, and packages: only where it is asked for.</summary>
    [Fact]
    public void The_source_builds_and_runs_without_a_trace_in_the_checkout()
    {
        if (Environment.GetEnvironmentVariable("MESHGITOPS_ACTION_BUILD") != "1")
        {
            return;
        }

        using var source = new ScratchRepository("source");
        foreach (var path in source.GitIn(ExampleCopy.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").Split('\0'))
        {
            if (path.Length > 0 && !path.StartsWith("tests/", StringComparison.Ordinal) && File.Exists(Path.Combine(ExampleCopy.Root, path)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(source.Root, path))!);
                File.Copy(Path.Combine(ExampleCopy.Root, path), Path.Combine(source.Root, path));
            }
        }

        _workspace.Variables["HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "";
        var before = ExampleCopy.Files(source.Root).ToArray();

        var result = _workspace.RunAt(source.Root, ("version", "source")).Succeeded();

        Assert.Equal("0", result.Outputs["findings"]);
        Assert.Equal(before, ExampleCopy.Files(source.Root).ToArray());
    }

    [Fact]
    public void Asks_for_the_attestation_before_anything_of_the_archive_runs()
    {
        FakeProgram("gh", "for argument; do echo \"$argument\"; done >\"$RUNNER_TEMP/gh.txt\"; [ \"$GH_TOKEN\" = " + GithubServer.Token + " ] && exit \"$GH_ANSWER\"\n");
        _workspace.Variables["GH_ANSWER"] = "0";
        _workspace.Run(("attestation", "true")).Succeeded();
        var arguments = File.ReadAllLines(_workspace.Repository.Beside("runner", "temp", "gh.txt"));
        Assert.Equal(["attestation", "verify"], arguments[..2]);
        Assert.EndsWith(ActionRelease.Name("linux-x64"), arguments[2], StringComparison.Ordinal);
        // An archive of another release, put in the place of this one, was built by the same workflow.
        Assert.Equal(
            ["--repo", "acme/meshgitops", "--signer-workflow", "acme/meshgitops/.github/workflows/release.yml", "--source-ref", "refs/tags/v1.2.3"],
            arguments[3..]);

        _workspace.Variables["GH_ANSWER"] = "1";
        AssertRefused("No attestation of 'meshgitops-1.2.3-linux-x64.tar.gz' by acme/meshgitops at v1.2.3 was found.", _workspace.Run(("attestation", "true")));
    }

    private static void AssertRefused(string text, ActionResult result)
    {
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(text, Assert.Single(result.Texts("error")), StringComparison.Ordinal);
        Assert.Equal("", result.Outputs["exit-code"]);
        Assert.Equal("", result.Summary);
    }

    private string At(string reference)
    {
        var folder = _workspace.Repository.Beside("runner", "_actions", "acme", "meshgitops", reference);
        ActionWorkspace.CopyAction(folder);
        return folder;
    }

    private string InWorkspace()
    {
        ActionWorkspace.CopyAction(_workspace.Repository.Root);
        return _workspace.Repository.Root + "/./";
    }

    private void FakeDotnet(string script) => FakeProgram("dotnet", script);

    private void FakeProgram(string name, string script)
    {
        var folder = _workspace.Repository.Beside("programs");
        Directory.CreateDirectory(folder);
        ProgramFolder.WriteScript(Path.Combine(folder, name), script);
        _workspace.Variables["PATH"] = $"{folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
    }
}
