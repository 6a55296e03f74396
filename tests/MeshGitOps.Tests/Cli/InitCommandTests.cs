namespace MeshGitOps.Tests.Cli;

public sealed class InitCommandTests
{
    [Fact]
    public void Writes_a_workspace_and_says_what_comes_next()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.In(folder.Path, "init", "acme");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("wrote acme/meshgitops.yaml\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("'meshgitops validate acme'", run.Output, StringComparison.Ordinal);
        Assert.Contains("acme/mesh/clusters/west.yaml", folder.Files());
        Assert.StartsWith("# yaml-language-server: $schema=", folder.Read("acme/mesh/demo.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_nothing_where_one_of_the_files_exists()
    {
        using var folder = new TemporaryFolder();
        folder.Write("apps/east/hello.yaml", "mine");

        var run = CommandRun.In(folder.Path, "init");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("error: 'apps/east/hello.yaml' exists already, nothing was written.\n", run.Error);
        Assert.Equal(["apps/east/hello.yaml"], folder.Files());
        Assert.Equal("mine", folder.Read("apps/east/hello.yaml"));
    }

    [Fact]
    public void Keeps_the_git_attributes_that_are_there_and_says_what_to_add()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".gitattributes", "* text=auto\n");

        var beside = CommandRun.In(folder.Path, "init");
        var alone = CommandRun.In(folder.Path, "init", "sub");

        Assert.Equal((0, 0), (beside.ExitCode, alone.ExitCode));
        Assert.Equal("* text=auto\n", folder.Read(".gitattributes"));
        Assert.Contains("\nrendered/.meshgitops/*/inventory merge=union\n", beside.Output, StringComparison.Ordinal);
        Assert.Contains("\nrendered/clusters/*/kustomization.yaml merge=union\n", beside.Output, StringComparison.Ordinal);
        Assert.Contains("\nrendered/.meshgitops/*/inventory merge=union\n", folder.Read("sub/.gitattributes"), StringComparison.Ordinal);
        Assert.Contains("\nrendered/clusters/*/kustomization.yaml merge=union\n", folder.Read("sub/.gitattributes"), StringComparison.Ordinal);
        Assert.Contains("wrote sub/.gitattributes\n", alone.Output, StringComparison.Ordinal);
    }
}
