using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Cli.Reporting;

public sealed class GithubReportTests
{
    [Fact]
    public void Is_a_command_for_each_finding_the_worst_first() => Assert.Equal(
        """
        ::error file=apps/b.yaml,line=2,endLine=2,col=9,endColumn=16,title=MGO9999%3A A name is taken::The name 'catalog' is taken.%0Aapps/a b.yaml:3:9: taken here%0Ahelp: Choose another name.
        ::warning file=apps/b.yaml,line=3,endLine=3,col=3,endColumn=13,title=port-name-without-protocol%3A A test finding::The port says no protocol.
        ::notice file=mesh/unread.yaml,line=1,endLine=1,col=1,endColumn=2,title=MGO9998%3A A test finding::The file is empty.

        """,
        GithubReport.Of(ReportSamples.Small()));

    [Fact]
    public void Has_no_columns_where_there_are_several_lines()
    {
        var finding = Diagnostic.Create(ReportSamples.Taken, new SourceText("a.yaml", "a:\n  b\n").At(new TextSpan(0, 6)), "No.");

        Assert.Equal(
            "::error file=a.yaml,line=1,endLine=2,title=MGO9999%3A A name is taken::No.\n",
            GithubReport.Of(new FindingReport { Findings = [ReportSamples.Found(finding)] }));
    }

    [Fact]
    public void Names_no_file_outside_of_the_repository()
    {
        var finding = Diagnostic.Create(ReportSamples.Taken, new SourceText("../../out/a.yaml", "a").Start, "No.");

        Assert.Equal(
            "::error title=MGO9999%3A A name is taken::No.\n",
            GithubReport.Of(new FindingReport { Findings = [ReportSamples.Found(finding)] }));
    }

    [Fact]
    public void Shows_ten_of_each_level_and_counts_the_rest()
    {
        var lines = Lines(ReportSamples.Many(errors: 15, warnings: 10, infos: 1_200));

        Assert.Equal(10, lines.Count(line => line.StartsWith("::error ", StringComparison.Ordinal)));
        Assert.Equal(10, lines.Count(line => line.StartsWith("::warning ", StringComparison.Ordinal)));
        Assert.Equal(10, lines.Count(line => line.StartsWith("::notice ", StringComparison.Ordinal)));
        Assert.StartsWith("::error file=a.yaml,line=1211,", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            "meshgitops: 15 errors, 10 warnings, 1,200 advice; 1,195 findings of them not shown as annotations, since GitHub takes 10 of each level in a step.",
            lines[^1]);
        Assert.Equal(31, lines.Length);
    }

    [Fact]
    public void Says_why_nothing_was_checked() => Assert.Equal(
        "::error title=meshgitops::No specs were found in '.'.\n",
        GithubReport.Of(new FindingReport { Findings = [], Failures = ["No specs were found in '.'."] }));

    [Fact]
    public void Is_empty_where_there_is_nothing_to_mend() => Assert.Equal("", GithubReport.Of(new FindingReport { Findings = [] }));

    /// <summary>Read as the runner reads it: a command wherever a line, without the space before it, begins with '::' or holds '##['.</summary>
    [Fact]
    public void Hostile_text_forges_no_command()
    {
        var report = ReportSamples.Hostile() with { Failures = [] };
        var lines = Lines(report);

        Assert.All(lines, line => Assert.Matches("^::(error|warning|notice) (file=[^:,]*,line=[0-9]+,endLine=[0-9]+,(col=[0-9]+,endColumn=[0-9]+,)?)?title=[^:,]*::", line));
        Assert.All(lines, line =>
        {
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.DoesNotContain("##vso[", line, StringComparison.Ordinal);
            Assert.All(line, character => Assert.False(char.IsControl(character) || character is >= '\u202a' and <= '\u202e' or '\u2028', $"U+{(int)character:X4}"));
        });
        Assert.Equal(Math.Min(30, report.Findings.Length) + (report.Findings.Length > 30 ? 1 : 0), lines.Length);
    }

    [Fact]
    public void Escapes_percent_signs_so_that_nothing_is_decoded_that_was_not_encoded()
    {
        var finding = Diagnostic.Create(ReportSamples.Taken, new SourceText("a%0A,::b.yaml", "a").Start, "x%0A::error::y%25");

        Assert.Equal(
            "::error file=a%250A%2C%3A%3Ab.yaml,line=1,endLine=1,col=1,endColumn=2,title=MGO9999%3A A name is taken::x%250A::error::y%2525\n",
            GithubReport.Of(new FindingReport { Findings = [ReportSamples.Found(finding)] }));
    }

    [Fact]
    public void Cuts_a_message_that_is_too_long()
    {
        var line = Lines(ReportSamples.Many(1, 0, 0, _ => new string('x', 100_000)))[0];

        Assert.EndsWith("xxx…", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 4_000, 4_200);
    }

    private static string[] Lines(FindingReport report) => GithubReport.Of(report).TrimEnd('\n').Split('\n');
}
