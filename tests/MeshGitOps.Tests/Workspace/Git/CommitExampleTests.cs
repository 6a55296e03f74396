using MeshGitOps.Cli;
using MeshGitOps.Tests.TestSupport;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

/// <summary>Every example, rendered from a commit of it.</summary>
public sealed class CommitExampleTests
{
    public static TheoryData<string> Names => [.. ExampleFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_the_same_bytes_and_findings_as_from_the_disk(string example)
    {
        using var scratch = new TemporaryRepository();
        foreach (var (path, text) in ExampleFiles.Inputs(example))
        {
            scratch.Files.Write(path, text);
        }

        var commit = scratch.Commit();
        var session = new CommandSession { Output = TextWriter.Null, Error = TextWriter.Null, CurrentDirectory = scratch.Root };
        using var onDisk = WorkspaceRun.Open(scratch.Root, session);
        var fromDisk = onDisk.Run(new PipelineOptions());
        foreach (var file in Directory.GetFiles(scratch.Root, "*.yaml", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, "changed after the commit");
        }

        using var inCommit = WorkspaceRun.OpenCommit(GitRepository.Open(scratch.Root).Value!, commit, "", session);
        var fromCommit = inCommit.Run(new PipelineOptions());

        Assert.NotEmpty(fromDisk.Tree.Files);
        Assert.Equal(fromDisk.Tree.Files.Select(file => file.Path.Value), fromCommit.Tree.Files.Select(file => file.Path.Value));
        Assert.All(fromDisk.Tree.Files.Zip(fromCommit.Tree.Files), pair => Assert.True(pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span)));
        Assert.Equal(
            fromDisk.Diagnostics.Select(finding => $"{finding.Id} {finding.Location} {finding.Message}"),
            fromCommit.Diagnostics.Select(finding => $"{finding.Id} {finding.Location} {finding.Message}"));
    }

    [Fact]
    public void A_path_of_a_finding_is_shown_from_the_top_of_the_repository()
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Write("mesh/meshgitops.yaml", "kind: Workspace\n");
        var session = new CommandSession { Output = TextWriter.Null, Error = TextWriter.Null, CurrentDirectory = scratch.Files["mesh"] };

        using var run = WorkspaceRun.OpenCommit(GitRepository.Open(scratch.Root).Value!, scratch.Commit(), "mesh", session);

        Assert.Equal("mesh", run.Folder);
        Assert.True(run.HasWorkspaceFile);
        Assert.Equal("mesh/meshgitops.yaml", run.Display("mesh/meshgitops.yaml"));
        Assert.Equal(scratch.Root, run.Root);
    }

    [Fact]
    public void A_path_that_the_commit_does_not_have_is_a_usage_error()
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Write("a.yaml", "a: 1");
        var commit = scratch.Commit();
        var session = new CommandSession { Output = TextWriter.Null, Error = TextWriter.Null, CurrentDirectory = scratch.Root };

        var error = Assert.Throws<UsageException>(() => WorkspaceRun.OpenCommit(GitRepository.Open(scratch.Root).Value!, commit, "mesh", session));

        Assert.Equal($"Path 'mesh' does not exist in commit {commit}.", error.Message);
    }
}
