using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using MeshGitOps.Cli;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Cli.Reporting;

public sealed class JunitReportTests
{
    [Fact]
    public void Is_a_test_case_for_each_file_with_findings_and_each_rule_without() => Assert.Equal(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="meshgitops" tests="5" failures="1" errors="0" skipped="1" time="0.412">
          <testsuite name="meshgitops" tests="5" failures="1" errors="0" skipped="1" time="0.412">
            <testcase classname="meshgitops.MGO9998" name="mesh/unread.yaml" time="0.000" file="mesh/unread.yaml" line="1">
              <system-out>info[MGO9998]: The file is empty.
          at mesh/unread.yaml:1:1
        </system-out>
            </testcase>
            <testcase classname="meshgitops.MGO9999" name="apps/b.yaml" time="0.000" file="apps/b.yaml" line="2">
              <failure type="error" message="The name 'catalog' is taken.">error[MGO9999]: The name 'catalog' is taken.
          at apps/b.yaml:2:9
          see apps/a b.yaml:3:9: taken here
          help: Choose another name.
        </failure>
            </testcase>
            <testcase classname="meshgitops.port-name-without-protocol" name="apps/b.yaml" time="0.000" file="apps/b.yaml" line="3">
              <system-out>warning[port-name-without-protocol]: The port says no protocol.
          at apps/b.yaml:3:3
        </system-out>
            </testcase>
            <testcase classname="meshgitops.cluster-below-capacity" name="cluster-below-capacity" time="0.000" />
            <testcase classname="meshgitops.mtls-not-strict" name="mtls-not-strict" time="0.000">
              <skipped message="switched off by a policy" />
            </testcase>
          </testsuite>
        </testsuites>

        """,
        JunitReport.Of(ReportSamples.Small()));

    [Theory]
    [InlineData(Severity.Error, 1)]
    [InlineData(Severity.Warning, 2)]
    [InlineData(Severity.Info, 3)]
    [InlineData(null, 0)]
    public void Only_what_makes_the_run_fail_is_a_failure(Severity? failsFrom, int failures)
    {
        var suite = Suite(ReportSamples.Small() with { FailsFrom = failsFrom });

        Assert.Equal(failures, suite.Descendants("failure").Count());
        Assert.Equal(failures.ToString(CultureInfo.InvariantCulture), suite.Attribute("failures")!.Value);
    }

    [Fact]
    public void Several_findings_of_one_id_in_one_file_are_one_test_case()
    {
        var suite = Suite(ReportSamples.Many(errors: 3, warnings: 1, infos: 0));

        var only = Assert.Single(suite.Elements("testcase"));
        Assert.Equal("Finding 1. (and 2 more)", only.Element("failure")!.Attribute("message")!.Value);
        Assert.Contains("error[MGO9999]: Finding 3.\n  at a.yaml:4:1\n", only.Element("failure")!.Value, StringComparison.Ordinal);
        Assert.Contains("warning[MGO9999]: Finding 0.", only.Element("system-out")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_whose_findings_are_not_shown_did_not_pass() =>
        Assert.DoesNotContain(
            Suite(ReportSamples.Small() with { Findings = [], BelowSeverity = [("port-name-without-protocol", 2)] }).Elements("testcase"),
            test => test.Attribute("name")!.Value == "port-name-without-protocol");

    [Fact]
    public void A_run_that_could_check_nothing_is_an_error()
    {
        var suite = Suite(new FindingReport { Findings = [], Failures = ["No specs were found in '.'."], ExitCode = ExitCode.NoInputs });

        Assert.Equal("1", suite.Attribute("errors")!.Value);
        Assert.Equal("No specs were found in '.'.", Assert.Single(suite.Elements("testcase")).Element("error")!.Attribute("message")!.Value);
    }

    /// <summary>GitLab takes test cases with the same suite, class and name for one; Jenkins refuses a suite without the counts.</summary>
    [Fact]
    public void Is_what_GitLab_and_Jenkins_read()
    {
        foreach (var report in (FindingReport[])[ReportSamples.Small(), ReportSamples.Hostile(), ReportSamples.Many(30, 30, 30)])
        {
            var suite = Suite(report);
            var cases = suite.Elements("testcase").ToList();

            Assert.Equal(cases.Count, Number(suite, "tests"));
            Assert.Equal(cases.Count(test => test.Element("failure") is not null), Number(suite, "failures"));
            Assert.Equal(cases.Count(test => test.Element("error") is not null), Number(suite, "errors"));
            Assert.Equal(cases.Count(test => test.Element("skipped") is not null), Number(suite, "skipped"));
            Assert.Equal(cases.Count, cases.Select(test => (test.Attribute("classname")!.Value, test.Attribute("name")!.Value)).Distinct().Count());
            Assert.All(cases, test => Assert.True(double.TryParse(test.Attribute("time")!.Value, CultureInfo.InvariantCulture, out _)));
            Assert.All(cases.Elements("failure"), failure => Assert.NotEmpty(failure.Attribute("message")!.Value));
        }
    }

    [Fact]
    public void Hostile_text_makes_no_element_and_no_character_that_XML_forbids()
    {
        var text = JunitReport.Of(ReportSamples.Hostile());

        Assert.Equal(
            ["error", "failure", "system-out", "testcase", "testsuite", "testsuites"],
            Parse(text).DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain("\n::", text, StringComparison.Ordinal);
        Assert.Equal(ReportSamples.HostileTexts.Length, Suite(ReportSamples.Hostile()).Elements("testcase").Count(test => test.Element("error") is null));
    }

    private static int Number(XElement suite, string name) => int.Parse(suite.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static XElement Suite(FindingReport report) => Parse(JunitReport.Of(report)).Element("testsuite")!;

    private static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(
            new StringReader(text),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XElement.Load(reader);
    }
}
