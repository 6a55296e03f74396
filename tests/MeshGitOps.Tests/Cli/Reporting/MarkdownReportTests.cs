using System.Text.RegularExpressions;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Cli.Reporting;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Is_a_table_for_each_file_and_the_source_folded_away() => Assert.Equal(
        """
        ## ❌ meshgitops: 1 error, 1 warning, 1 advice

        Read 11 files with 25 documents; 2 rules ran, 1 did not; 1 finding suppressed.

        ### <code>apps/b.yaml</code>

        | | Line | Finding |
        |---|---|---|
        | error | [2](https://forge.example/acme/mesh/blob/0123456789abcdef0123456789abcdef01234567/apps/b.yaml#L2) | The name 'catalog' is taken. <code>MGO9999</code><br>Choose another name. |
        | warning | [3](https://forge.example/acme/mesh/blob/0123456789abcdef0123456789abcdef01234567/apps/b.yaml#L3) | The port says no protocol. <code>port-name-without-protocol</code> |

        <details><summary>MGO9999 in line 2</summary>

        ```text
        error[MGO9999]: The name 'catalog' is taken.
         --> apps/b.yaml:2:9
          |
        2 | - name: catalog
          |         ^^^^^^^
         ::: apps/a b.yaml:3:9
          |
        3 |   name: catalog
          |         ------- taken here
          = help: Choose another name.
        ```

        </details>

        <details><summary>port-name-without-protocol in line 3</summary>

        ```text
        warning[port-name-without-protocol]: The port says no protocol.
         --> apps/b.yaml:3:3
          |
        3 |   port: 8080
          |   ^^^^^^^^^^
        ```

        </details>

        ### <code>mesh/unread.yaml</code>

        | | Line | Finding |
        |---|---|---|
        | info | [1](https://forge.example/acme/mesh/blob/0123456789abcdef0123456789abcdef01234567/mesh/unread.yaml#L1) | The file is empty. <code>MGO9998</code> |

        <details><summary>MGO9998 in line 1</summary>

        ```text
        info[MGO9998]: The file is empty.
         --> mesh/unread.yaml
        ```

        </details>

        <details><summary>Rules that did not run: switched off by a policy (1)</summary>

        - mtls-not-strict

        </details>

        <details><summary>Not checked, or taken for granted (1)</summary>

        - The capacity of 'eks' is not known.

        </details>

        """,
        MarkdownReport.Of(ReportSamples.Small() with
        {
            Links = new SourceLinks("https://forge.example/acme/mesh/blob/0123456789abcdef0123456789abcdef01234567/"),
        }));

    [Theory]
    [InlineData(0, 0, 0, "## ✅ meshgitops: nothing to mend")]
    [InlineData(0, 0, 1, "## ✅ meshgitops: 1 advice")]
    [InlineData(0, 2, 1, "## ⚠️ meshgitops: 2 warnings, 1 advice")]
    [InlineData(1, 0, 0, "## ❌ meshgitops: 1 error")]
    public void Begins_with_the_verdict(int errors, int warnings, int infos, string heading) =>
        Assert.StartsWith(heading + "\n", MarkdownReport.Of(ReportSamples.Many(errors, warnings, infos)), StringComparison.Ordinal);

    [Fact]
    public void A_warning_that_makes_the_run_fail_is_a_failure() =>
        Assert.StartsWith(
            "## ❌ meshgitops: 1 warning\n",
            MarkdownReport.Of(ReportSamples.Many(0, 1, 0) with { FailsFrom = Severity.Warning }),
            StringComparison.Ordinal);

    [Fact]
    public void Says_why_nothing_was_checked() =>
        Assert.Contains(
            "## ❌ meshgitops: nothing was checked\n\nRead 0 files with 0 documents; 0 rules ran.\n\nNo specs were found in '.'.\n",
            MarkdownReport.Of(new FindingReport { Findings = [], Failures = ["No specs were found in '.'."] }),
            StringComparison.Ordinal);

    [Fact]
    public void Leaves_the_source_away_where_there_is_no_room_for_all_of_it()
    {
        var text = MarkdownReport.Of(ReportSamples.Many(errors: 500, warnings: 0, infos: 0));

        Assert.DoesNotContain("<details>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not shown", text, StringComparison.Ordinal);
        Assert.Equal(500, text.Split('\n').Count(line => line.StartsWith("| error |", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(50_000)]
    public void Is_never_longer_than_a_comment_and_counts_what_is_left_out(int count)
    {
        var text = MarkdownReport.Of(ReportSamples.Many(errors: count, warnings: 0, infos: 0));

        var shown = text.Split('\n').Count(line => line.StartsWith("| error |", StringComparison.Ordinal));
        Assert.InRange(text.Length, 60_000, MarkdownReport.MaxLength);
        Assert.EndsWith($"\n{Plural.Of(count - shown, "finding")} not shown here, for want of room: <code>meshgitops validate --all</code> prints them.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_hostile_text_does_not_make_it_longer()
    {
        var message = new string('<', 1_000_000);

        Assert.InRange(MarkdownReport.Of(ReportSamples.Many(100, 0, 0, _ => message)).Length, 1, MarkdownReport.MaxLength);
        Assert.InRange(MarkdownReport.Of(new FindingReport { Findings = [], NotChecked = [.. Enumerable.Repeat(message, 100)] }).Length, 1, MarkdownReport.MaxLength);
    }

    [Fact]
    public void The_file_with_the_worst_finding_comes_first()
    {
        var good = Diagnostic.Create(ReportSamples.Descriptor("MGO9998", Severity.Warning), new SourceText("a.yaml", "a").Start, "No.");
        var bad = Diagnostic.Create(ReportSamples.Taken, new SourceText("b.yaml", "a").Start, "No.");

        var text = MarkdownReport.Of(new FindingReport { Findings = [ReportSamples.Found(good), ReportSamples.Found(bad)] });

        Assert.True(text.IndexOf("b.yaml", StringComparison.Ordinal) < text.IndexOf("a.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_text_makes_no_cell_line_tag_link_or_mention()
    {
        var report = ReportSamples.Hostile();
        var text = MarkdownReport.Of(report with { Links = new SourceLinks("https://forge.example/acme/mesh/blob/0123456789abcdef0123456789abcdef01234567/") });
        var outside = new List<string>();
        string? fence = null;
        foreach (var line in text.Split('\n'))
        {
            if (fence is null && line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = line[..^"text".Length];
                continue;
            }

            if (line == fence)
            {
                fence = null;
            }
            else if (fence is null)
            {
                outside.Add(line);
            }
        }

        Assert.Null(fence);
        Assert.Equal(report.Findings.Length, outside.Count(line => line.StartsWith("### ", StringComparison.Ordinal)));
        Assert.Equal(report.Findings.Length, outside.Count(line => line.StartsWith("<details>", StringComparison.Ordinal)) - 1);
        foreach (var line in outside)
        {
            var tags = line.Split('<')[1..].Select(tag => tag[..(tag.IndexOf('>', StringComparison.Ordinal) + 1)]);
            Assert.All(tags, tag => Assert.Contains(tag, (string[])["code>", "/code>", "br>", "details>", "/details>", "summary>", "/summary>"]));
            var withoutOurLink = Regex.Replace(line, @"\]\(https://forge\.example/[A-Za-z0-9._~%/-]+#L1\)", "]");
            Assert.DoesNotMatch(@"@\w|#[0-9]|https?:/|www\.|(?<!\\)\]\(|:[a-z]+:", withoutOurLink);
            Assert.DoesNotContain('\u001b', line);
            Assert.DoesNotContain('\u202e', line);
            if (line.StartsWith("| ", StringComparison.Ordinal))
            {
                Assert.Equal(4, line.Replace("\\|", "", StringComparison.Ordinal).Count(character => character == '|'));
            }
        }
    }

    [Theory]
    [InlineData("a_b*c", @"a\_b\*c")]
    [InlineData("a|b\\", @"a\|b\\")]
    [InlineData("<b>&", "&lt;b&gt;&amp;")]
    [InlineData("# a", @"\# a")]
    [InlineData("- a", @"\- a")]
    [InlineData("12. a", @"12\. a")]
    [InlineData("port 8080 of 'a.b'.", "port 8080 of 'a.b'.")]
    [InlineData("@a", "@\u200ba")]
    [InlineData("see #1", "see #\u200b1")]
    [InlineData("http://a", "http:\u200b//a")]
    [InlineData("www.a", "www\u200b.a")]
    [InlineData("a\nb", "a\ufffdb")]
    [InlineData("   a ", "a")]
    public void Escapes(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    [Fact]
    public void A_fence_is_longer_than_any_in_the_text() =>
        Assert.Equal("`````text\na ```` b\n`````\n", MarkdownText.Fenced("a ```` b\n"));
}
