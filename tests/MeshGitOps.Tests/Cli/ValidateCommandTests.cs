namespace MeshGitOps.Tests.Cli;

public sealed class ValidateCommandTests
{
    [Fact]
    public void Finds_nothing_in_what_init_writes()
    {
        using var folder = Starter();

        var run = CommandRun.In(folder.Path, "validate");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Read 7 files with 8 documents.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Checked 2 clusters, 1 global namespace and 1 host with ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Found nothing to mend.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Assumptions of this render:\n  - ", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Took \d+\.\d\d s\.", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Exits_1_and_shows_the_line_of_an_error()
    {
        using var folder = StarterWithAMistake();

        var run = CommandRun.In(folder.Path, "validate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(" --> mesh/clusters/east.yaml:10:3\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("10 |   regoin: us-east-1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'region'?", run.Output, StringComparison.Ordinal);
        Assert.Contains("Found 1 error.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_paths_as_the_user_would_write_them()
    {
        using var folder = StarterWithAMistake();

        var run = CommandRun.In(folder.At("apps"), "validate", "..");

        Assert.Contains(" --> ../mesh/clusters/east.yaml:10:3\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_the_workspace_above_a_path_and_reports_only_that_path()
    {
        using var folder = StarterWithAMistake();

        var inside = CommandRun.In(folder.Path, "validate", "mesh/clusters/east.yaml");
        var elsewhere = CommandRun.In(folder.Path, "validate", "mesh/clusters/west.yaml", "apps");
        var slash = CommandRun.In(folder.Path, "validate", "mesh/clusters/");

        Assert.Equal(1, inside.ExitCode);
        Assert.Equal(1, slash.ExitCode);
        Assert.Equal(0, elsewhere.ExitCode);
        Assert.Contains("Not shown: 1 finding elsewhere in the workspace.", elsewhere.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_each_workspace_that_is_named()
    {
        using var folder = new TemporaryFolder();
        CommandRun.In(folder.Path, "init", "a");
        CommandRun.In(folder.Path, "init", "b");
        folder.Write("b/mesh/clusters/east.yaml", folder.Read("b/mesh/clusters/east.yaml").Replace("region", "regoin", StringComparison.Ordinal));

        var run = CommandRun.In(folder.Path, "validate", "a", "b");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Output.Split("Read 7 files").Length - 1);
    }

    [Fact]
    public void Exits_3_where_there_is_no_spec()
    {
        using var folder = new TemporaryFolder();
        folder.Write("readme.md", "nothing");

        var run = CommandRun.In(folder.Path, "validate");

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: Neither specs nor Kubernetes manifests were found in '.'.\nhelp: 'meshgitops init'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Exits_2_where_the_path_does_not_exist()
    {
        var run = CommandRun.In("/", "validate", "nowhere\u001b[31m");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal("error: Path 'nowhere\uFFFD[31m' does not exist.\n", run.Error);
    }

    [Fact]
    public void Shows_ten_findings_unless_told_otherwise()
    {
        using var folder = Starter();
        var fields = string.Concat(Enumerable.Range(10, 15).Select(number => $"  mistake{number}: 1\n"));
        folder.Write("mesh/clusters/east.yaml", folder.Read("mesh/clusters/east.yaml") + fields);

        Assert.Equal(10, Count(CommandRun.In(folder.Path, "validate")));
        Assert.Equal(3, Count(CommandRun.In(folder.Path, "validate", "--max-findings", "3")));
        Assert.Equal(15, Count(CommandRun.In(folder.Path, "validate", "--all")));

        static int Count(CommandRun run) => run.Output.Split('\n').Count(line => line.StartsWith("error[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("always", true)]
    [InlineData("auto", false)]
    [InlineData("never", false)]
    public void Colours_as_told(string choice, bool isColored)
    {
        using var folder = StarterWithAMistake();

        var run = CommandRun.In(folder.Path, "validate", "--color", choice);

        Assert.Equal(isColored, run.Output.Contains('\u001b', StringComparison.Ordinal));
    }

    private static TemporaryFolder Starter()
    {
        var folder = new TemporaryFolder();
        Assert.Equal(0, CommandRun.In(folder.Path, "init").ExitCode);
        return folder;
    }

    private static TemporaryFolder StarterWithAMistake()
    {
        var folder = Starter();
        folder.Write("mesh/clusters/east.yaml", folder.Read("mesh/clusters/east.yaml").Replace("  region:", "  regoin:", StringComparison.Ordinal));
        return folder;
    }
}
