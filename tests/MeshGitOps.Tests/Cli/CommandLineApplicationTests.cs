using MeshGitOps.Cli;

namespace MeshGitOps.Tests.Cli;

public sealed class CommandLineApplicationTests
{
    [Fact]
    public void Prints_the_version()
    {
        var run = CommandRun.In("/", "--version");

        Assert.Equal((0, $"meshgitops {ToolVersion.Text}\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", ToolVersion.Text);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.2.3+0123abc", "1.2.3")]
    [InlineData("1.2.3-rc.1+0123abc", "1.2.3-rc.1")]
    public void The_version_is_that_of_the_tag_and_not_of_the_build(string built, string expected) =>
        Assert.Equal(expected, ToolVersion.WithoutBuild(built));

    [Fact]
    public void Shows_the_commands_where_none_is_given()
    {
        var run = CommandRun.In("/");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("meshgitops validate", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("validate")]
    [InlineData("render")]
    [InlineData("addresses")]
    [InlineData("addresses", "reassign")]
    [InlineData("addresses", "prune")]
    [InlineData("schema")]
    [InlineData("rules")]
    [InlineData("explain")]
    [InlineData("migrate")]
    [InlineData("migrate", "legacy")]
    public void Gives_examples_for_every_command(params string[] command)
    {
        var run = CommandRun.In("/", [.. command, "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Examples:\n  meshgitops {string.Join(' ', command)}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("init", "--color", "sometimes")]
    [InlineData("init", "a", "b")]
    [InlineData("validate", "--frobnicate")]
    [InlineData("render", "--frobnicate")]
    [InlineData("init", "-x")]
    [InlineData("validate", "--parallelism", "0")]
    [InlineData("validate", "--max-findings", "many")]
    [InlineData("addresses", "reassign")]
    [InlineData("explain")]
    [InlineData("migrate")]
    [InlineData("migrate", "legacy")]
    public void Exits_2_for_a_wrong_command_line(params string[] arguments)
    {
        var run = CommandRun.In("/", arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help' lists what it takes.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: Option '--color' takes auto, always or never, but is 'sometimes'.", "render", "--color", "sometimes")]
    [InlineData("error: Option '--parallelism' takes a number of at least 1, but is 'x'.", "render", "--parallelism", "x")]
    [InlineData("error: Option '--max-findings' takes a number of at least 1, but is '-1'.", "validate", "--max-findings", "-1")]
    [InlineData("error: Option '--output' is empty.", "render", "--output", "")]
    [InlineData("error: Argument 'PATH' is empty.", "validate", "")]
    [InlineData("help: 'meshgitops addresses reassign --help' lists what it takes.", "addresses", "reassign")]
    public void Says_what_a_wrong_command_line_should_be(string line, params string[] arguments)
    {
        var run = CommandRun.In("/", arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(line, run.Error.Split('\n'));
    }

    [Fact]
    public void Does_not_read_arguments_from_a_file_named_in_one()
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.txt", "--version");

        var run = CommandRun.In(folder.Path, "@secret.txt");

        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public void Exits_70_with_one_line_for_a_bug_of_ours()
    {
        var (exitCode, error) = RunWithABug(_ => null);

        Assert.Equal(70, exitCode);
        Assert.Equal(1, error.Count(character => character == '\n'));
        Assert.Contains("ObjectDisposedException", error, StringComparison.Ordinal);
        Assert.Contains("issue tracker", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_where_the_bug_is_on_demand()
    {
        var (_, error) = RunWithABug(name => name == "MESHGITOPS_DEBUG" ? "1" : null);

        Assert.Contains("   at MeshGitOps.Cli.", error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Error) RunWithABug(Func<string, string?> environment)
    {
        var closed = new StringWriter();
        closed.Dispose();
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineApplication.Run(
            ["--version"],
            new CommandSession { Output = closed, Error = error, CurrentDirectory = "/", Environment = environment });
        return (exitCode, error.ToString());
    }
}
