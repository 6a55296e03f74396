using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Tests.Cli;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("name: catalog", "name: catalog")]
    [InlineData("## a heading", "## a heading")]
    [InlineData("\u001b[31mred\u001b[0m", "\uFFFD[31mred\uFFFD[0m")]
    [InlineData("a\r\n::error::b", "a\uFFFD\uFFFD::error::b")]
    [InlineData("\u009b2J\u007f", "\uFFFD2J\uFFFD")]
    [InlineData("admin\u202Etxt.exe\u2066", "admin\uFFFDtxt.exe\uFFFD")]
    [InlineData("x: 1 ##[add-mask]1", "x: 1 #\uFFFD[add-mask]1")]
    [InlineData("##VSO[task.setvariable]", "#\uFFFDVSO[task.setvariable]")]
    [InlineData("###[error]", "##\uFFFD[error]")]
    public void Replaces_what_a_terminal_or_a_log_would_obey(string text, string expected) =>
        Assert.Equal(expected, TerminalText.Clean(text));

    [Fact]
    public void Leaves_no_control_character_whatever_comes()
    {
        var everything = new string([.. Enumerable.Range(0, 0xD800).Select(code => (char)code)]);

        var cleaned = TerminalText.Clean(everything);

        Assert.Equal(everything.Length, cleaned.Length);
        Assert.DoesNotContain(cleaned, char.IsControl);
    }
}
