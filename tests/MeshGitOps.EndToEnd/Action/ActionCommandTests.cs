using System.Text.Json;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>Each command of the action on a pull request whose title, branch and files are hostile.</summary>
public sealed class ActionCommandTests : IDisposable
{
    private const string HostileFolder = "mesh/$(touch hacked)`touch hacked`; ::error::forged ##[error]forged";

    private readonly ActionWorkspace _workspace = new();

    public void Dispose()
    {
        Assert.Empty(Directory.EnumerateFiles(_workspace.Repository.Root, "hacked", SearchOption.AllDirectories));
        _workspace.Dispose();
    }

    [Fact]
    public void Validate_reports_in_every_form_and_ends_with_the_exit_code_of_the_tool()
    {
        _workspace.Repository.Write($"{HostileFolder}/broken.yaml", "# ##[error]forged\n::error::forged: [\n");

        var result = _workspace.Run(("sarif", "out/findings.sarif"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("1", result.Outputs["exit-code"]);
        Assert.Equal("1", result.Outputs["findings"]);
        Assert.Equal("", result.Outputs["changed"]);
        Assert.Equal("out/findings.sarif", result.Outputs["sarif-path"]);
        Assert.Equal("2.1.0", JsonDocument.Parse(_workspace.Repository.Read("out/findings.sarif")).RootElement.GetProperty("version").GetString());
        Assert.Equal(["stop-commands", "error"], result.Log.Commands.Select(command => command.Name));
        Assert.Contains("broken.yaml,line=", Assert.Single(result.Log.Commands, command => command.Name == "error").Properties, StringComparison.Ordinal);
        Assert.StartsWith("## ❌ meshgitops: 1 error\n", result.Summary, StringComparison.Ordinal);
        Assert.Contains(result.Log.Lines, line => line.Contains("error[MGO1", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_of_a_clean_workspace_succeeds()
    {
        var result = _workspace.Run().Succeeded();

        Assert.Equal(("0", "", "", "0"), (result.Outputs["findings"], result.Outputs["sarif-path"], result.Outputs["commit"], result.Outputs["exit-code"]));
        Assert.Equal(["stop-commands"], result.Log.Commands.Select(command => command.Name));
    }

    [Fact]
    public void Validate_fails_from_the_severity_that_it_is_told_and_accepts_a_baseline()
    {
        _workspace.Warn();

        Assert.Equal("2", _workspace.Run(("fail-on", "error")).Succeeded().Outputs["findings"]);
        var strict = _workspace.Run(("fail-on", "warning"));
        Assert.Equal(1, strict.ExitCode);
        Assert.Equal(["stop-commands", "warning", "warning", "error"], strict.Log.Commands.Select(command => command.Name));
        Assert.Equal(0, _workspace.Repository.Run("validate", "--baseline", "known.json", "--update-baseline").ExitCode);
        Assert.Equal("0", _workspace.Run(("fail-on", "warning"), ("baseline", "known.json")).Succeeded().Outputs["findings"]);
    }

    [Fact]
    public void Diff_says_what_changes_and_fails_only_where_it_is_told_to()
    {
        Assert.Equal("false", _workspace.Run(("command", "diff")).Succeeded().Outputs["changed"]);
        ChangeAddress("203.0.113.77");

        var result = _workspace.Run(("command", "diff")).Succeeded();
        var strict = _workspace.Run(("command", "diff"), ("args", "--exit-code\n"));
        var same = _workspace.Run(("command", "diff"), ("against", "HEAD"), ("args", "--exit-code"));

        Assert.Equal(("true", "0"), (result.Outputs["changed"], result.Outputs["exit-code"]));
        Assert.Contains(" meshgitops diff: ", result.Summary, StringComparison.Ordinal);
        Assert.Equal((4, "true"), (strict.ExitCode, strict.Outputs["changed"]));
        Assert.Equal(4, same.ExitCode);
        Assert.Matches("\nAgainst <code>.*HEAD.*</code>", same.Summary);
        Assert.StartsWith("meshgitops diff ended with exit code 4: ", Assert.Single(strict.Texts("error")), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_writes_or_checks()
    {
        Assert.Equal("false", _workspace.Run(("command", "render"), ("args", "--check")).Succeeded().Outputs["changed"]);
        ChangeAddress("203.0.113.77");

        var check = _workspace.Run(("command", "render"), ("args", "--check\r\n--frozen\r\n"));
        var before = _workspace.Repository.Git("status", "--porcelain", "rendered");
        var write = _workspace.Run(("command", "render"), ("sarif", "render.sarif")).Succeeded();
        var again = _workspace.Run(("command", "render")).Succeeded();

        Assert.Equal((4, "true", ""), (check.ExitCode, check.Outputs["changed"], before));
        Assert.Equal(("true", "render.sarif"), (write.Outputs["changed"], write.Outputs["sarif-path"]));
        Assert.NotEqual("", _workspace.Repository.Git("status", "--porcelain", "rendered"));
        Assert.Equal("false", again.Outputs["changed"]);
    }

    [Fact]
    public void Publish_pushes_as_the_bot_and_says_which_commit()
    {
        using var remote = Git.ScratchRepository.Bare();
        _workspace.Repository.Git("remote", "add", "origin", remote.Root);
        foreach (var name in new[] { "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL" })
        {
            _workspace.Variables[name] = "";
        }

        var result = _workspace.Run(("command", "publish"), ("args", "--to=branch\n--push\n--message\n{subject} $(touch hacked)\n")).Succeeded();
        var again = _workspace.Run(("command", "publish"), ("args", "--to=branch\n--push\n")).Succeeded();

        var tip = remote.Git("rev-parse", "rendered");
        Assert.Equal((tip, "true"), (result.Outputs["commit"], result.Outputs["changed"]));
        Assert.Equal((tip, "false"), (again.Outputs["commit"], again.Outputs["changed"]));
        Assert.Equal("First $(touch hacked)", remote.Git("log", "-1", "--format=%s", "rendered"));
        Assert.Equal("github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>", remote.Git("log", "-1", "--format=%cn <%ce>", "rendered"));
        Assert.StartsWith("## ✅ meshgitops publish: pushed, 1 branch moves\n", result.Summary, StringComparison.Ordinal);
        Assert.Contains("\n## ✅ meshgitops: nothing to mend\n", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_publication_fails_with_its_reason()
    {
        _workspace.Repository.Git("branch", "rendered");

        var result = _workspace.Run(("command", "publish"), ("args", "--to=branch"));

        Assert.Equal((5, "false"), (result.ExitCode, result.Outputs["changed"]));
        Assert.Contains(result.Texts("error"), text => text.StartsWith("Branch 'rendered' exists, ", StringComparison.Ordinal));
        Assert.StartsWith("## ❌ meshgitops publish: nothing was published\n", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-o")]
    [InlineData("a path\nwith a line")]
    [InlineData("$(touch hacked)")]
    [InlineData("'; touch hacked; '")]
    [InlineData("<b>x @acme#admins")]
    public void A_path_is_a_path_whatever_it_is_called(string path)
    {
        Assert.Equal(0, _workspace.Repository.Run("init", $"./{path}").ExitCode);

        var result = _workspace.Run(("path", path), ("comment", "true"));

        Assert.True(result.Outputs["exit-code"] == "0", result.Output);
        Assert.Matches(@"\nIn <code>[A-Za-z0-9&#;]+</code>\.\n\z", result.Summary);
    }

    [Theory]
    [InlineData("command", "fix\n::error::forged", "Input 'command' takes validate, diff, render or publish, but is 'fix\n::error::forged'.")]
    [InlineData("against", "main", "Input 'against' is not of 'validate', only of: diff.")]
    public void An_input_that_does_nothing_is_an_error(string input, string value, string error)
    {
        var result = _workspace.Run((input, value));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal([error], result.Texts("error"));
    }

    [Fact]
    public void A_usage_error_leaves_a_summary_and_the_exit_code()
    {
        var result = _workspace.Run(("path", "nowhere"), ("fail-on", "$(touch hacked)"));

        Assert.Equal((2, "2", ""), (result.ExitCode, result.Outputs["exit-code"], result.Outputs["findings"]));
        Assert.Contains("Nothing was reported, since the command line or the surroundings are wrong.", result.Summary, StringComparison.Ordinal);
        Assert.StartsWith("meshgitops validate ended with exit code 2: ", Assert.Single(result.Texts("error")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_argument_of_a_hostile_form_becomes_another_one()
    {
        var result = _workspace.Run(("command", "diff"), ("against", "--exit-code"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'--exit-code'", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_pull_request_puts_in_the_way_of_the_SARIF_file_leads_nowhere()
    {
        var outside = _workspace.Repository.Beside("outside");
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(outside, "findings.sarif"), "mine");
        File.CreateSymbolicLink(Path.Combine(_workspace.Repository.Root, "out"), outside);
        File.CreateSymbolicLink(Path.Combine(_workspace.Repository.Root, "link.sarif"), Path.Combine(outside, "findings.sarif"));
        _workspace.Repository.Write("folder.sarif/file", "");

        Assert.Equal(["Input 'sarif' is 'out/findings.sarif', but 'out' is a link."], Refused("out/findings.sarif"));
        Assert.Equal(["Input 'sarif' is 'folder.sarif', which is a folder."], Refused("folder.sarif"));
        Assert.Equal("link.sarif", _workspace.Run(("sarif", "link.sarif")).Succeeded().Outputs["sarif-path"]);
        Assert.Null(new FileInfo(Path.Combine(_workspace.Repository.Root, "link.sarif")).LinkTarget);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(outside, "findings.sarif")));

        IEnumerable<string> Refused(string sarif)
        {
            var result = _workspace.Run(("sarif", sarif));
            Assert.Equal((2, ""), (result.ExitCode, result.Outputs["sarif-path"]));
            return result.Texts("error");
        }
    }

    [Fact]
    public void The_token_is_nowhere_but_in_requests()
    {
        _workspace.Repository.Write("mesh/broken.yaml", "a: [\n");

        var result = _workspace.Run(("comment", "true"));

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain(GithubServer.Token, result.Output + result.Summary, StringComparison.Ordinal);
        Assert.All(
            ActionFile.Own.Steps.Where(step => step.Environment.ContainsValue("${{ inputs.token }}")),
            step => Assert.NotNull(step.Condition));
        Assert.Single(_workspace.Github.Comments.All);
    }

    private void ChangeAddress(string address)
    {
        var lines = _workspace.Repository.Read("mesh/clusters/east.yaml").Split('\n')
            .Select(line => line.StartsWith("    - address: ", StringComparison.Ordinal) ? $"    - address: {address}" : line);
        _workspace.Repository.Write("mesh/clusters/east.yaml", string.Join('\n', lines));
    }
}
