using System.Text.Json;
using System.Xml.Linq;

namespace MeshGitOps.Tests.Cli.Reporting;

public sealed class ReportCommandTests
{
    public static readonly TheoryData<string> Formats = ["text", "json", "sarif", "junit", "github", "markdown"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_exit_code_is_the_same_for_every_format(string format)
    {
        using var clean = Starter();
        using var wrong = StarterWithAMistake();
        using var empty = new TemporaryFolder();

        Assert.Equal(0, Validate(clean, "-o", format).ExitCode);
        Assert.Equal(1, Validate(wrong, "-o", format).ExitCode);
        Assert.Equal(1, Validate(wrong, "-o", $"{format}=report").ExitCode);
        Assert.Equal(0, Validate(wrong, "-o", format, "--exit-zero").ExitCode);
        Assert.Equal(0, Validate(wrong, "-o", format, "--fail-on", "never").ExitCode);
        Assert.Equal(1, Validate(wrong, "-o", format, "--min-severity", "error").ExitCode);
        Assert.Equal(3, Validate(empty, "-o", format).ExitCode);
        Assert.Equal(3, Validate(empty, "-o", format, "--exit-zero").ExitCode);
        Assert.Equal(2, Validate(wrong, "-o", format, "nowhere").ExitCode);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 1)]
    [InlineData("info", 1)]
    [InlineData("never", 0)]
    public void Fails_from_the_severity_on_that_it_is_told(string severity, int expected)
    {
        using var folder = StarterWithWarnings();

        Assert.Equal(expected, Validate(folder, "--fail-on", severity).ExitCode);
        Assert.Equal(expected, Validate(folder, "--fail-on", severity, "--min-severity", "error").ExitCode);
        Assert.Equal(expected, Validate(folder, "--fail-on", severity, "-o", "json").ExitCode);
    }

    [Fact]
    public void Shows_nothing_below_the_severity_that_it_is_told_but_counts_it()
    {
        using var folder = StarterWithWarnings();

        var run = Validate(folder, "--min-severity", "error");
        using var json = Json(Validate(folder, "--min-severity", "error", "-o", "json"));

        Assert.DoesNotContain("warning[", run.Output, StringComparison.Ordinal);
        Assert.Contains("Found 2 warnings.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nNot shown: 2 findings below severity error.\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(2, json.RootElement.GetProperty("summary").GetProperty("belowSeverity").GetInt32());
    }

    [Fact]
    public void A_report_for_programs_is_all_that_the_standard_output_holds()
    {
        using var folder = StarterWithAMistake();

        using (Json(Validate(folder, "-o", "json")))
        using (Json(Validate(folder, "--output", "sarif")))
        {
            Assert.Equal("testsuites", XElement.Parse(Validate(folder, "--report", "junit").Output).Name.LocalName);
            Assert.Equal(
                "::error file=mesh/clusters/east.yaml,line=10,endLine=10,col=3,endColumn=9,title=MGO2001%3A Unknown field::"
                + "Unknown field 'regoin' in Cluster 'east'.%0Ahelp: Did you mean 'region'?\n",
                Validate(folder, "-o", "github").Output);
            Assert.StartsWith("## ❌ meshgitops: 1 error\n", Validate(folder, "-o", "markdown").Output, StringComparison.Ordinal);
        }

        Assert.Contains("\nFound 1 error.\n", Validate(folder, "-o", "json").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_reports_come_of_one_run()
    {
        using var folder = StarterWithAMistake();

        var run = Validate(folder, "-o", "text", "-o", "sarif=out/a.sarif", "-o", "junit=out/a.xml", "-o", "text=out/a.txt", "--color", "always");

        Assert.Contains("error[MGO2001]", run.Output, StringComparison.Ordinal);
        Assert.Contains('\u001b', run.Output);
        Assert.Equal("", run.Error);
        using var sarif = JsonDocument.Parse(folder.Read("out/a.sarif"));
        Assert.Single(XElement.Parse(folder.Read("out/a.xml")).Descendants("failure"));
        Assert.StartsWith("error[MGO2001]: Unknown field", folder.Read("out/a.txt"), StringComparison.Ordinal);
        Assert.Equal(["out/a.sarif", "out/a.txt", "out/a.xml"], folder.Files().Where(file => file.StartsWith("out/", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_summary_stands_somewhere_whatever_is_reported()
    {
        using var folder = StarterWithAMistake();

        Assert.StartsWith("Read 7 files with 8 documents.\n", Validate(folder, "-o", "json=a.json").Output, StringComparison.Ordinal);
        Assert.StartsWith("Read 7 files with 8 documents.\n", Validate(folder, "-o", "json", "-o", "text=a.txt").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: Option '--output' sends json and text to the standard output; all but one need a path: text=PATH.", "json", "text")]
    [InlineData("error: Option '--output' sends json and sarif to the same file 'a'.", "json=a", "sarif=a")]
    [InlineData("error: Option '--output' takes text, json, sarif, junit, github, markdown, but is 'jsn'. Did you mean 'json'?", "jsn")]
    [InlineData("error: Option '--output' has no path behind 'json='.", "json=")]
    public void Wrong_reports_are_a_usage_error(string expected, params string[] reports)
    {
        using var folder = Starter();

        var run = Validate(folder, [.. reports.SelectMany(report => new[] { "-o", report })]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected + "\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fail-on", "eror", "error: Option '--fail-on' takes error, warning, info, never, but is 'eror'.")]
    [InlineData("--min-severity", "never", "error: Option '--min-severity' takes error, warning, info, but is 'never'.")]
    public void Wrong_severities_are_a_usage_error(string option, string value, string expected)
    {
        using var folder = Starter();

        var run = Validate(folder, option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected + "\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_said_after_the_others_are()
    {
        using var folder = StarterWithAMistake();

        folder.Write("reports/c.md", "");
        var run = Validate(folder, "-o", "text", "-o", "json=meshgitops.yaml/a.json", "-o", "sarif=b.sarif", "-o", "junit=reports");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error[MGO2001]", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("error: The report 'meshgitops.yaml/a.json' cannot be written: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("The report 'reports' cannot be written: it is a folder.", run.Error, StringComparison.Ordinal);
        Assert.Contains("b.sarif", folder.Files());
    }

    [Fact]
    public void A_link_is_written_through_and_an_old_report_is_replaced()
    {
        using var folder = Starter();
        folder.Write("target.json", "");
        File.CreateSymbolicLink(folder.At("link.json"), folder.At("target.json"));
        folder.Write("old.md", new string('x', 100_000));

        Assert.Equal(0, Validate(folder, "-o", "json=link.json", "-o", "markdown=old.md").ExitCode);

        Assert.Equal(folder.At("target.json"), new FileInfo(folder.At("link.json")).LinkTarget);
        using var json = JsonDocument.Parse(folder.Read("target.json"));
        Assert.StartsWith("## ", folder.Read("old.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", folder.Read("old.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("link.json", "link.json")]
    [InlineData("out", "out/report.json")]
    [InlineData("out", "new/../out/further/report.json")]
    public void A_link_of_the_repository_does_not_lead_a_report_out_of_it(string link, string report)
    {
        using var folder = Starter();
        using var outside = new TemporaryFolder();
        outside.Write("link.json", "mine");
        File.CreateSymbolicLink(folder.At(link), link == "out" ? outside.At("") : outside.At("link.json"));

        var run = Validate(folder, "-o", $"json={report}");

        Assert.Equal((2, $"error: The report '{report}' cannot be written: a link leads elsewhere.\n"), (run.ExitCode, run.Error));
        Assert.Equal("mine", outside.Read("link.json"));
        Assert.Equal(["link.json"], outside.Files());
    }

    [Fact]
    public void A_link_to_a_link_that_leads_out_does_so_too()
    {
        using var folder = Starter();
        using var outside = new TemporaryFolder();
        File.CreateSymbolicLink(folder.At("out"), outside.At(""));
        File.CreateSymbolicLink(folder.At("link.json"), "./mesh/../out/report.json");
        File.CreateSymbolicLink(folder.At("circle.json"), "circle.json");

        Assert.Equal(2, Validate(folder, "-o", "json=link.json").ExitCode);
        Assert.Equal(2, Validate(folder, "-o", "json=circle.json").ExitCode);
        Assert.Empty(outside.Files());
    }

    [Fact]
    public void A_link_where_the_file_was_staged_once_is_not_followed()
    {
        using var folder = Starter();
        using var outside = new TemporaryFolder();
        outside.Write("mine", "mine");
        File.CreateSymbolicLink(folder.At($".report.json.{Environment.ProcessId}.tmp"), outside.At("mine"));

        Assert.Equal(0, Validate(folder, "-o", "json=report.json").ExitCode);

        Assert.Equal("mine", outside.Read("mine"));
        Assert.Null(new FileInfo(folder.At("report.json")).LinkTarget);
    }

    [Fact]
    public void Paths_choose_what_every_format_reports_and_do_not_change_fingerprints()
    {
        using var folder = StarterWithAMistake();

        using var whole = Json(Validate(folder, "-o", "json"));
        using var inside = Json(Validate(folder, "-o", "json", "mesh/clusters/east.yaml"));
        var elsewhere = Validate(folder, "-o", "json", "apps");
        using var outside = Json(elsewhere);

        Assert.Equal(FingerprintsIn(whole), FingerprintsIn(inside));
        Assert.Single(FingerprintsIn(whole));
        Assert.Empty(FingerprintsIn(outside));
        Assert.Equal(0, elsewhere.ExitCode);
        Assert.Equal(1, outside.RootElement.GetProperty("summary").GetProperty("elsewhere").GetInt32());
    }

    [Fact]
    public void Paths_in_reports_start_at_the_root_of_the_repository_wherever_it_is_run()
    {
        using var folder = StarterWithAMistake();

        using var json = Json(CommandRun.In(folder.At("apps"), "validate", "..", "-o", "json"));

        Assert.Equal("mesh/clusters/east.yaml", Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray()).GetProperty("path").GetString());
    }

    [Fact]
    public void Several_workspaces_are_one_report()
    {
        using var folder = new TemporaryFolder();
        CommandRun.In(folder.Path, "init", "a");
        CommandRun.In(folder.Path, "init", "b");
        BreakRegion(folder, "b/mesh/clusters/east.yaml");

        using var json = Json(CommandRun.In(folder.Path, "validate", "a", "b", "-o", "json", "--min-severity", "error"));

        Assert.Equal("b/mesh/clusters/east.yaml", Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal(14, json.RootElement.GetProperty("summary").GetProperty("files").GetInt32());
    }

    [Fact]
    public void Several_repositories_are_one_report_of_the_folder_that_holds_them()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["a", "b"])
        {
            CommandRun.In(folder.Path, "init", name);
            Directory.CreateDirectory(folder.At($"{name}/.git"));
        }

        BreakRegion(folder, "b/mesh/clusters/east.yaml");

        using var json = Json(CommandRun.In(folder.Path, "validate", "a", "b", "-o", "json", "--min-severity", "error"));
        var elsewhere = CommandRun.In(folder.At("a"), "validate", ".", "../b", "-o", "json");

        Assert.Equal("b/mesh/clusters/east.yaml", Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal((2, ""), (elsewhere.ExitCode, elsewhere.Output));
        Assert.Contains("error: The paths lie in several repositories;", elsewhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_inputs_leaves_no_report_that_looks_like_success()
    {
        using var folder = new TemporaryFolder();

        using var json = Json(Validate(folder, "-o", "json"));
        var junit = XElement.Parse(Validate(folder, "-o", "junit").Output);

        Assert.Equal("Neither specs nor Kubernetes manifests were found in '.'.", Assert.Single(json.RootElement.GetProperty("failures").EnumerateArray()).GetString());
        Assert.Equal(3, json.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Equal("1", junit.Attribute("errors")!.Value);
        Assert.Equal("::error title=meshgitops::Neither specs nor Kubernetes manifests were found in '.'.\n", Validate(folder, "-o", "github").Output);
    }

    [Fact]
    public void Two_runs_differ_in_nothing_but_the_time()
    {
        using var folder = StarterWithAMistake();

        Assert.Equal(Validate(folder, "-o", "sarif").Output, Validate(folder, "-o", "sarif", "--parallelism", "7").Output);
        Assert.Equal(Validate(folder, "-o", "github").Output, Validate(folder, "-o", "github", "--parallelism", "7").Output);
    }

    [Fact]
    public void Lists_every_finding_however_many_are_printed()
    {
        using var folder = Starter();
        var fields = string.Concat(Enumerable.Range(10, 15).Select(number => $"  mistake{number}: 1\n"));
        folder.Write("mesh/clusters/east.yaml", folder.Read("mesh/clusters/east.yaml") + fields);

        using var json = Json(Validate(folder, "-o", "json", "--max-findings", "3"));

        Assert.Equal(15, json.RootElement.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void Render_reports_beside_its_text()
    {
        using var folder = Starter();

        var files = CommandRun.In(folder.Path, "render", "--report", "sarif=a.sarif");
        var output = CommandRun.In(folder.Path, "render", "--check", "--report", "json");

        Assert.Equal(0, files.ExitCode);
        Assert.Contains("Wrote rendered/", files.Output, StringComparison.Ordinal);
        using var sarif = JsonDocument.Parse(folder.Read("a.sarif"));
        using var json = Json(output);
        Assert.Equal(0, output.ExitCode);
        Assert.Contains("rendered/ is up to date", output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_reports_why_it_stops()
    {
        using var folder = StarterWithAMistake();

        var run = CommandRun.In(folder.Path, "render", "--report", "json");

        using var json = Json(run);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1, json.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Equal("MGO2001", Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray()).GetProperty("id").GetString());
        Assert.Contains("Nothing was written.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_reports_drift_and_the_want_of_specs_by_the_exit_code()
    {
        using var folder = Starter();
        using var empty = new TemporaryFolder();

        using var drift = Json(CommandRun.In(folder.Path, "render", "--check", "--report", "json"));
        using var nothing = Json(CommandRun.In(empty.Path, "render", "--report", "json"));

        Assert.Equal(4, drift.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Equal(3, nothing.RootElement.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Render_keeps_output_for_its_folder()
    {
        using var folder = Starter();

        Assert.Equal(0, CommandRun.In(folder.Path, "render", "--output", "json").ExitCode);
        Assert.True(Directory.Exists(folder.At("json")));
        Assert.Equal(2, CommandRun.In(folder.Path, "render", "--report", "text").ExitCode);
        Assert.Equal(2, CommandRun.In(folder.Path, "render", "-o", "json").ExitCode);
    }

    [Fact]
    public void Hostile_names_of_files_forge_nothing()
    {
        using var folder = Starter();
        folder.Write("mesh/x%0A::error::\u001b[31m|`<b>.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Cluster\n\"a\\n::error::b<b>\": \"##[error]c\"\n");

        foreach (var format in (string[])["text", "json", "sarif", "junit", "github", "markdown"])
        {
            var run = Validate(folder, "-o", format);

            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain('\u001b', run.Output + run.Error);
            Assert.DoesNotContain("##[", run.Output + run.Error, StringComparison.Ordinal);
            Assert.All(
                (run.Output + run.Error).Split('\n').Where(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal)),
                line => Assert.True(format == "github" && (line.StartsWith("::error file=mesh/", StringComparison.Ordinal) || line.StartsWith("::warning file=mesh/", StringComparison.Ordinal)), line));
        }
    }

    private static CommandRun Validate(TemporaryFolder folder, params string[] arguments) =>
        CommandRun.In(folder.Path, ["validate", .. arguments]);

    private static JsonDocument Json(CommandRun run) => JsonDocument.Parse(run.Output);

    private static List<string?> FingerprintsIn(JsonDocument json) =>
        [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("fingerprint").GetString())];

    private static TemporaryFolder Starter()
    {
        var folder = new TemporaryFolder();
        Assert.Equal(0, CommandRun.In(folder.Path, "init").ExitCode);
        return folder;
    }

    /// <summary>One of each cluster: neither declares its root certificate.</summary>
    private static TemporaryFolder StarterWithWarnings()
    {
        var folder = Starter();
        foreach (var path in (string[])["mesh/clusters/east.yaml", "mesh/clusters/west.yaml"])
        {
            folder.Write(path, folder.Read(path).Replace("  rootCertificate: demo-root\n", "", StringComparison.Ordinal));
        }

        return folder;
    }

    private static TemporaryFolder StarterWithAMistake()
    {
        var folder = Starter();
        BreakRegion(folder, "mesh/clusters/east.yaml");
        return folder;
    }

    private static void BreakRegion(TemporaryFolder folder, string path) =>
        folder.Write(path, folder.Read(path).Replace("  region:", "  regoin:", StringComparison.Ordinal));
}
