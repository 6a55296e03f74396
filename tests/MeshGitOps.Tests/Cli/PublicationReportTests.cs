using System.Text.Json;

namespace MeshGitOps.Tests.Cli;

/// <summary>What <c>publish -o json</c> tells the next step of a pipeline.</summary>
public sealed class PublicationReportTests : PublishedWorkspace
{
    [Fact]
    public void Names_the_branch_its_commits_and_the_files()
    {
        var first = Report("--to", "branch", "--push");
        var tip = Remote.Git("rev-parse", "rendered");

        Assert.Equal(("published", true, true), Outcome(first));
        Assert.Equal(("branch", "origin", Scratch.Git("rev-parse", "HEAD")), (Text(first, "to"), Text(first, "remote"), Text(first, "source")));
        Assert.Equal(("rendered", null, tip), Branch(first, 0));
        Assert.True(Paths(first, "added").Length > 4);
        Assert.Empty(Paths(first, "changed"));

        ChangeAddress("203.0.113.77");
        var second = Report("--to", "branch", "--push");

        Assert.Equal(("rendered", tip, Remote.Git("rev-parse", "rendered")), Branch(second, 0));
        Assert.Empty(Paths(second, "added"));
        Assert.Contains(Paths(second, "changed"), path => path.StartsWith("clusters/west/", StringComparison.Ordinal));
        Assert.True(second.GetProperty("files").GetProperty("unchanged").GetInt32() > 0);
    }

    [Fact]
    public void Says_of_every_branch_whether_it_changed()
    {
        Report("--branch", "env/{cluster}", "--push");
        var east = Remote.Git("rev-parse", "env/east");
        ChangeAddress("203.0.113.77");

        var report = Report("--branch", "env/{cluster}", "--push");

        Assert.Equal(("env/east", east, east), Branch(report, 0));
        Assert.False(report.GetProperty("branches")[0].GetProperty("changed").GetBoolean());
        Assert.True(report.GetProperty("branches")[1].GetProperty("changed").GetBoolean());
        Assert.Equal(("env/west", Remote.Git("rev-parse", "env/west~1"), Remote.Git("rev-parse", "env/west")), Branch(report, 1));
        Assert.Equal(2, report.GetProperty("branches").GetArrayLength());
    }

    [Fact]
    public void Says_what_a_proposal_is_for()
    {
        Report("--to", "branch", "--push");
        ChangeAddress("203.0.113.77");

        var report = Report("--to", "branch", "--propose");

        Assert.Equal(("published", true, true), Outcome(report));
        Assert.Equal(("rendered-next", null, Remote.Git("rev-parse", "rendered-next")), Branch(report, 0));
        Assert.Equal("rendered", report.GetProperty("branches")[0].GetProperty("base").GetString());
    }

    [Fact]
    public void Says_so_where_nothing_is_to_be_published()
    {
        Report("--to", "branch");
        var tip = Scratch.Git("rev-parse", "rendered");

        var report = Report("--to", "branch");

        Assert.Equal(("unchanged", false, false), Outcome(report));
        Assert.Equal(("rendered", tip, tip), Branch(report, 0));
        Assert.False(report.TryGetProperty("remote", out _));
    }

    [Fact]
    public void Names_the_directory_and_the_branch_it_is_committed_on()
    {
        ChangeAddress("203.0.113.77", render: false);
        var old = Scratch.Git("rev-parse", "HEAD");

        var report = Report("--to", "directory");

        Assert.Equal(("directory", "rendered"), (Text(report, "to"), Text(report, "directory")));
        Assert.Equal(("main", old, Scratch.Git("rev-parse", "HEAD")), Branch(report, 0));
        Assert.Equal(("published", true, false), Outcome(report));
    }

    [Fact]
    public void Says_what_was_committed_where_the_push_is_refused()
    {
        ChangeAddress("203.0.113.77", render: false);
        Scratch.Git("remote", "set-url", "origin", "https://user:hunter2@127.0.0.1:9/none");

        var run = Publish("--to", "directory", "--push", "--remote", "https://user:hunter2@127.0.0.1:9/none", "-o", "json");

        Assert.Equal(5, run.ExitCode);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("unpushed", true, false), Outcome(report));
        Assert.Equal(5, report.GetProperty("exitCode").GetInt32());
        Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal("https://***@127.0.0.1:9/none", Text(report, "remote"));
        Assert.Contains(report.GetProperty("findings").EnumerateArray(), finding => Text(finding, "id") == "MGO6136");
    }

    [Fact]
    public void Says_what_stands_in_the_way()
    {
        Scratch.Git("branch", "rendered");

        var run = Publish("--to", "branch", "-o", "text", "-o", "json=report.json");
        var report = JsonDocument.Parse(Scratch.Files.Read("report.json")).RootElement;

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("error[MGO6132]", run.Output, StringComparison.Ordinal);
        Assert.Equal(("stopped", false, false), Outcome(report));
        Assert.Equal("MGO6132", Text(Assert.Single(report.GetProperty("findings").EnumerateArray(), finding => Text(finding, "severity") == "error"), "id"));
    }

    [Fact]
    public void Says_what_is_held_back()
    {
        Report("--to", "branch");
        Scratch.Files.Write("mesh/demo.yaml", Scratch.Files.Read("mesh/demo.yaml") + "  services:\n    exclude: [hello]\n");
        Run("render", "--overwrite");
        Scratch.Commit("Without hello");

        var report = Report("--to", "branch", "--phase", "Additive");

        Assert.Equal(("Additive", "ForRemoval"), (Text(report, "phase"), Text(report, "heldBack")));
    }

    [Fact]
    public void Keeps_the_log_out_of_a_report_on_the_standard_output()
    {
        var run = Publish("--to", "branch", "-o", "json");

        Assert.Equal("published", Text(JsonDocument.Parse(run.Output).RootElement, "outcome"));
        Assert.Contains("Committed to rendered: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_lists_branches_and_files_and_is_the_same_bytes_for_the_same_publication()
    {
        var run = Publish("--branch", "env/{cluster}-a|b", "-o", "markdown");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.StartsWith("## ✅ meshgitops publish: committed, 2 branches move\n\nSource <code>", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"| Branch | Before | After |\n|---|---|---|\n| <code>env/east-a\\|b</code> |  | <code>{Scratch.Git("rev-parse", "env/east-a|b")[..12]}</code> |\n",
            run.Output,
            StringComparison.Ordinal);
        Assert.Matches(@"\n<details><summary>\d+ new files</summary>\n\n- <code>", run.Output);

        var second = Publish("--branch", "env/{cluster}-a|b", "-o", "markdown").Output;

        Assert.StartsWith("## ✅ meshgitops publish: everything is published already\n", second, StringComparison.Ordinal);
        Assert.Equal(second, Publish("--branch", "env/{cluster}-a|b", "-o", "markdown").Output);
    }

    [Fact]
    public void Markdown_says_that_nothing_was_published()
    {
        Scratch.Git("branch", "rendered");

        var run = Publish("--to", "branch", "-o", "markdown=report.md");

        Assert.Equal(5, run.ExitCode);
        Assert.StartsWith("## ❌ meshgitops publish: nothing was published\n", Scratch.Files.Read("report.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Options '--output' and '--report' both send a report to the standard output; one of them needs a path.", "-o", "json", "--report", "github")]
    [InlineData("Options '--output' and '--report' send their reports to the same file 'a'.", "-o", "json=a", "--report", "sarif=a")]
    [InlineData("Option '--output' prints text on the standard output alone: 'text', and not 'text=a'.", "-o", "text=a")]
    [InlineData("Option '--output' takes text, json, markdown, but is 'sarif'.", "-o", "sarif")]
    public void Two_reports_do_not_go_to_one_place(string error, params string[] options)
    {
        var run = Publish(["--to", "branch", .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    private JsonElement Report(params string[] options)
    {
        var run = Publish([.. options, "-o", "json"]);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static (string? Outcome, bool Changed, bool Pushed) Outcome(JsonElement report) =>
        (Text(report, "outcome"), report.GetProperty("changed").GetBoolean(), report.GetProperty("pushed").GetBoolean());

    private static (string? Name, string? Old, string? New) Branch(JsonElement report, int index)
    {
        var branch = report.GetProperty("branches")[index];
        return (Text(branch, "branch"), Text(branch, "old"), Text(branch, "new"));
    }

    private static string[] Paths(JsonElement report, string name) =>
        [.. report.GetProperty("files").GetProperty(name).EnumerateArray().Select(path => path.GetString()!)];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
