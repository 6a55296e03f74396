using MeshGitOps.Tests.Cases;

namespace MeshGitOps.Tests.Cli;

public sealed class SuppressionArgumentsTests
{
    [Theory]
    [InlineData("IST0118")]
    [InlineData("port-name-without-protocol")]
    [InlineData("IST0118 because legacy")]
    public void Allows_a_rule_for_one_run(string allowed)
    {
        using var folder = Workspace();
        Assert.Equal(1, CommandRun.In(folder.Path, "validate").ExitCode);

        var run = CommandRun.In(folder.Path, "validate", "--allow", allowed, "--allow", "mtls-not-strict");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.DoesNotContain("error[", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Allows_it_in_render_too()
    {
        using var folder = Workspace();
        Assert.Equal(1, CommandRun.In(folder.Path, "render").ExitCode);

        Assert.Equal(0, CommandRun.In(folder.Path, "render", "--allow", "IST0118").ExitCode);
        Assert.NotEmpty(Directory.GetFiles(folder.At("rendered"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("IST0118x", "error: There is no rule 'IST0118x' to allow. Did you mean 'IST0118'?\n")]
    [InlineData("naming", "error: There is no rule 'naming' to allow. 'meshgitops rules' lists the rules.\n")]
    [InlineData("MGO3001", "error: There is no rule 'MGO3001' to allow. Findings with a number cannot be allowed.\n")]
    [InlineData("IST0103", "error: There is no rule 'IST0103' to allow. istioctl's IST0103 is not decided here: ")]
    public void Exits_2_for_what_no_rule_finds(string allowed, string message)
    {
        using var folder = Workspace();

        foreach (var command in new[] { "validate", "render" })
        {
            var run = CommandRun.In(folder.Path, command, "--allow", allowed);

            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--allow", "a, b")]
    [InlineData("--allow", "a until 2027-01-31")]
    [InlineData("--allow", " ")]
    [InlineData("--today", "tomorrow")]
    [InlineData("--report-unused-suppressions", "loudly")]
    public void Exits_2_for_a_value_that_it_does_not_take(string option, string value)
    {
        using var folder = Workspace();

        var run = CommandRun.In(folder.Path, "validate", option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"Option '{option}' takes ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_an_allowance_that_has_ended_as_an_error_of_validate_and_a_warning_of_render()
    {
        using var folder = Workspace();
        folder.Write("policies/acme.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: Policy
            metadata: {name: acme}
            spec:
              rules: {port-name-without-protocol: {level: warning}}
              exemptions: [{rule: IST0118, reason: renamed soon, until: 2027-01-31}]

            """);

        Assert.Equal(0, CommandRun.In(folder.Path, "validate", "--today", "2027-01-31").ExitCode);
        var validate = CommandRun.In(folder.Path, "validate", "--today", "2027-02-01");
        Assert.Equal(1, validate.ExitCode);
        Assert.Contains("error[MGO5010]: The allowance of 'IST0118' ended on 2027-01-31.", validate.Output, StringComparison.Ordinal);
        var render = CommandRun.In(folder.Path, "render", "--today", "2027-02-01");
        Assert.True(render.ExitCode == 0, render.Output);
        Assert.Contains("warning[MGO5010]", render.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_useless_allowances_as_told()
    {
        using var folder = Workspace();
        folder.Write("mesh.yaml", "# meshgitops: allow mtls-not-strict because x\n" + folder.Read("mesh.yaml"));

        Assert.Contains("warning[MGO5011]", CommandRun.In(folder.Path, "validate").Output, StringComparison.Ordinal);
        Assert.Contains("error[MGO5011]", CommandRun.In(folder.Path, "validate", "--report-unused-suppressions", "error").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MGO5011", CommandRun.In(folder.Path, "validate", "--report-unused-suppressions", "off").Output, StringComparison.Ordinal);
    }

    private static TemporaryFolder Workspace()
    {
        var folder = new TemporaryFolder();
        foreach (var (path, text) in new GoldenCase("port-name-without-protocol").Files)
        {
            folder.Write(path, text);
        }

        return folder;
    }
}
