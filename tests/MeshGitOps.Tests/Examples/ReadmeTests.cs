using MeshGitOps.Tests.Cli;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Examples;

/// <summary>What the README shows is what its first command prints; <c>PageTests</c> runs the pages in <c>docs/</c>.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly string[] Blocks = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n").Split("\n```");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shows_what_the_first_command_prints()
    {
        var output = _folder.At("out");

        var run = CommandRun.In(Repository.Root, "render", "examples/acme-fitness", "--output", output);

        var printed = run.Output[(run.Output.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        Assert.Equal(WithoutTime("Wrote out/\n" + printed), WithoutTime(BlockThatBegins("Wrote out/\n")));
    }

    private static string BlockThatBegins(string text) =>
        Assert.Single(Blocks, block => block.StartsWith("\n" + text, StringComparison.Ordinal))[1..];

    private static IEnumerable<string> WithoutTime(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("Took ", StringComparison.Ordinal));
}
