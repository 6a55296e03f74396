using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Tests.Cli;

public sealed class TextStyleTests
{
    [Theory]
    [InlineData("Auto", true, "", true)]
    [InlineData("Auto", false, "", false)]
    [InlineData("Auto", true, "TERM=dumb", false)]
    [InlineData("Auto", true, "TERM=xterm", true)]
    [InlineData("Auto", true, "NO_COLOR=1", false)]
    [InlineData("Auto", true, "NO_COLOR=", true)]
    [InlineData("Auto", false, "FORCE_COLOR=1", true)]
    [InlineData("Auto", false, "FORCE_COLOR=0", false)]
    [InlineData("Auto", false, "CLICOLOR_FORCE=1", true)]
    [InlineData("Auto", false, "CLICOLOR_FORCE=1 NO_COLOR=1", false)]
    [InlineData("Auto", true, "TERM=dumb FORCE_COLOR=1", true)]
    [InlineData("Always", false, "NO_COLOR=1", true)]
    [InlineData("Never", true, "FORCE_COLOR=1", false)]
    public void Follows_the_flag_then_the_environment_then_the_terminal(
        string choice, bool isTerminal, string environment, bool isColored)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('='))
            .ToDictionary(parts => parts[0], parts => parts[1]);

        var style = TextStyle.Choose(Enum.Parse<ColorChoice>(choice), variables.GetValueOrDefault, isTerminal);

        Assert.Equal(isColored ? "\u001b[1mx\u001b[0m" : "x", style.Bold("x"));
    }
}
