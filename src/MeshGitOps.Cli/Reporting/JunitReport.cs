using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>
/// JUnit's XML as GitLab, Jenkins and the test reporters of GitHub read it: a test case for each rule that found nothing,
/// and for each file in which it found something. Only what makes the run fail is a failure; the rest is the output of its test case.
/// Names hold no line, so that a test keeps its history when lines move.
/// </summary>
internal static class JunitReport
{
    private const string Suite = "meshgitops";

    public static string Of(FindingReport report)
    {
        var found = report.Findings
            .GroupBy(finding => (finding.Id, finding.Path))
            .OrderBy(group => group.Key.Id, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Path, StringComparer.Ordinal)
            .Select(group => group.ToImmutableArray())
            .ToImmutableArray();
        var ids = report.Findings.Select(finding => finding.Id).Concat(report.BelowSeverity.Select(hidden => hidden.Id))
            .ToHashSet(StringComparer.Ordinal);
        var clean = report.RulesRun.Where(rule => !ids.Contains(rule)).ToImmutableArray();
        var tests = found.Length + clean.Length + report.RulesSkipped.Length + report.Failures.Length;
        var failures = found.Count(group => group.Any(report.Fails));

        var text = new StringBuilder();
        using (var writer = new StringWriter(text, CultureInfo.InvariantCulture) { NewLine = "\n" })
        using (var xml = XmlWriter.Create(writer, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, report, tests, failures);
            xml.WriteStartElement("testsuite");
            WriteCounts(xml, report, tests, failures);
            WriteFailures(xml, report);
            foreach (var group in found)
            {
                WriteFound(xml, report, group);
            }

            foreach (var rule in clean)
            {
                StartCase(xml, rule, rule);
                xml.WriteEndElement();
            }

            foreach (var rule in report.RulesSkipped)
            {
                StartCase(xml, rule.Id, rule.Id);
                xml.WriteStartElement("skipped");
                xml.WriteAttributeString("message", rule.ReasonText);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n";
    }

    private static void WriteCounts(XmlWriter xml, FindingReport report, int tests, int failures)
    {
        xml.WriteAttributeString("name", Suite);
        xml.WriteAttributeString("tests", Number(tests));
        xml.WriteAttributeString("failures", Number(failures));
        xml.WriteAttributeString("errors", Number(report.Failures.Length));
        xml.WriteAttributeString("skipped", Number(report.RulesSkipped.Length));
        xml.WriteAttributeString("time", report.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
    }

    /// <summary>Why nothing was checked: an error, since a report without one would look like success.</summary>
    private static void WriteFailures(XmlWriter xml, FindingReport report)
    {
        foreach (var failure in report.Failures)
        {
            StartCase(xml, "inputs", failure);
            xml.WriteStartElement("error");
            xml.WriteAttributeString("message", Clean(failure));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    /// <summary>The findings of one id in one file.</summary>
    private static void WriteFound(XmlWriter xml, FindingReport report, ImmutableArray<ReportedFinding> findings)
    {
        var first = findings[0];
        StartCase(xml, first.Id, first.Path);
        xml.WriteAttributeString("file", Clean(first.Path));
        xml.WriteAttributeString("line", Number(first.Region.StartLine));
        var failures = findings.Where(report.Fails).ToImmutableArray();
        if (!failures.IsEmpty)
        {
            var more = failures.Length == 1 ? "" : $" (and {failures.Length - 1} more)";
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", SeverityName.Of(failures.Max(finding => finding.Severity)));
            xml.WriteAttributeString("message", Clean(failures[0].Diagnostic.Message) + more);
            xml.WriteString(TextOf(failures));
            xml.WriteEndElement();
        }

        if (failures.Length < findings.Length)
        {
            xml.WriteElementString("system-out", TextOf(findings.Where(finding => !report.Fails(finding))));
        }

        xml.WriteEndElement();
    }

    private static void StartCase(XmlWriter xml, string className, string name)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean($"{Suite}.{className}"));
        xml.WriteAttributeString("name", Clean(name));
        xml.WriteAttributeString("time", "0.000");
    }

    private static string TextOf(IEnumerable<ReportedFinding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var diagnostic = finding.Diagnostic;
            text.Append($"{SeverityName.Of(finding.Severity)}[{Clean(finding.Id)}]: {Clean(diagnostic.Message)}\n");
            text.Append($"  at {PlaceOf(finding, diagnostic.Location)}\n");
            foreach (var related in diagnostic.Related)
            {
                text.Append($"  see {PlaceOf(finding, related.Location)}: {Clean(related.Message)}\n");
            }

            if (diagnostic.Help is { } help)
            {
                text.Append($"  help: {Clean(help)}\n");
            }
        }

        return text.ToString();
    }

    private static string PlaceOf(ReportedFinding finding, SourceLocation location)
    {
        var region = FindingRegion.Of(location);
        return string.Create(CultureInfo.InvariantCulture, $"{Clean(finding.PathOf(location))}:{region.StartLine}:{region.StartColumn}");
    }

    /// <summary>Without what XML 1.0 cannot hold even as a reference: control characters, single surrogates, U+FFFE and U+FFFF.</summary>
    private static string Clean(string text)
    {
        var harmless = TerminalText.Clean(text);
        if (harmless.All(XmlConvert.IsXmlChar))
        {
            return harmless;
        }

        var result = new StringBuilder(harmless.Length);
        foreach (var rune in harmless.EnumerateRunes())
        {
            result.Append(rune.Value is 0xFFFE or 0xFFFF ? TerminalText.Replacement.ToString() : rune.ToString());
        }

        return result.ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
