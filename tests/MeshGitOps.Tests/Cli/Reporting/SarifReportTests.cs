using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.TestSupport;
using NJsonSchema;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Cli.Reporting;

public sealed class SarifReportTests(ITestOutputHelper output)
{
    [Fact]
    public void Writes_a_result_with_all_it_has() => AssertJson(
        """
        {
          "ruleId": "MGO9999",
          "ruleIndex": 1,
          "level": "error",
          "message": {"text": "The name 'catalog' is taken.\nChoose another name."},
          "locations": [
            {"physicalLocation": {
              "artifactLocation": {"uri": "apps/b.yaml", "uriBaseId": "%SRCROOT%"},
              "region": {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 16}}}
          ],
          "relatedLocations": [
            {
              "id": 1,
              "physicalLocation": {
                "artifactLocation": {"uri": "apps/a%20b.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 16}},
              "message": {"text": "taken here"}
            }
          ],
          "partialFingerprints": {"meshgitops/v1": "FINGERPRINT"},
          "suppressions": [],
          "fixes": [
            {
              "description": {"text": "Name it 'catalog-2'."},
              "artifactChanges": [
                {
                  "artifactLocation": {"uri": "apps/b.yaml", "uriBaseId": "%SRCROOT%"},
                  "replacements": [
                    {
                      "deletedRegion": {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 16},
                      "insertedContent": {"text": "catalog-2"}
                    }
                  ]
                }
              ]
            }
          ]
        }
        """,
        Results(ReportSamples.Small())[0]!);

    [Fact]
    public void Keeps_what_is_suppressed_as_suppressed() => AssertJson(
        """
        [
          {
            "kind": "inSource",
            "status": "accepted",
            "justification": "It moves next week.",
            "location": {"physicalLocation": {
              "artifactLocation": {"uri": "apps/a%20b.yaml", "uriBaseId": "%SRCROOT%"},
              "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}}}
          }
        ]
        """,
        Results(ReportSamples.Small())[3]!["suppressions"]!);

    [Theory]
    [InlineData(SuppressionKind.Comment, "inSource")]
    [InlineData(SuppressionKind.Annotation, "inSource")]
    [InlineData(SuppressionKind.Exemption, "external")]
    [InlineData(SuppressionKind.CommandLine, "external")]
    [InlineData(SuppressionKind.Baseline, "external")]
    public void Says_whether_it_is_the_source_that_suppresses(SuppressionKind kind, string expected)
    {
        var suppressed = ReportSamples.Small().Suppressed[0] with { Suppression = new Suppression(kind, "Known.", null) };

        var result = Results(new FindingReport { Findings = [], Suppressed = [suppressed] })[0]!;

        AssertJson($$"""[{"kind": "{{expected}}", "status": "accepted", "justification": "Known."}]""", result["suppressions"]!);
    }

    [Fact]
    public void Describes_the_run() => AssertJson(
        """
        {
          "executionSuccessful": true,
          "exitCode": 1,
          "ruleConfigurationOverrides": [{"descriptor": {"id": "mtls-not-strict", "index": INDEX}, "configuration": {"enabled": false}}],
          "toolExecutionNotifications": [{"level": "note", "message": {"text": "The capacity of 'eks' is not known."}}]
        }
        """.Replace("INDEX", $"{RuleIndexOf("mtls-not-strict")}", StringComparison.Ordinal),
        Run(ReportSamples.Small())["invocations"]![0]!);

    [Fact]
    public void Says_why_nothing_was_checked()
    {
        var run = Run(new FindingReport { Findings = [], Failures = ["No specs were found in '.'."], ExitCode = MeshGitOps.Cli.ExitCode.NoInputs });

        var invocation = run["invocations"]![0]!;
        Assert.False((bool)invocation["executionSuccessful"]!);
        Assert.Equal(3, (int)invocation["exitCode"]!);
        AssertJson("""[{"level": "error", "message": {"text": "No specs were found in '.'."}}]""", invocation["toolExecutionNotifications"]!);
        Assert.Empty(run["results"]!.AsArray());
    }

    [Fact]
    public void Describes_a_rule_with_its_aliases()
    {
        var rule = Run(ReportSamples.Small())["tool"]!["driver"]!["rules"]![RuleIndexOf("port-name-without-protocol")]!;

        Assert.Equal("PortNameWithoutProtocol", (string?)rule["name"]);
        Assert.Equal("error", (string?)rule["defaultConfiguration"]!["level"]);
        AssertJson("""["meshgitops", "manifests", "IST0118"]""", rule["properties"]!["tags"]!);
        Assert.Contains("'appProtocol'", (string?)rule["help"]!["text"], StringComparison.Ordinal);
        Assert.EndsWith("<code>meshgitops explain port-name-without-protocol</code> shows how to configure it.", (string?)rule["help"]!["markdown"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_and_finding_of_the_catalogue_is_within_what_GitHub_takes()
    {
        var source = new SourceText("a.yaml", "a");
        var report = new FindingReport
        {
            Findings = [.. FindingCatalogue.All.Select(descriptor => ReportSamples.Found(Diagnostic.Create(descriptor, source.Start, "No.")))],
        };

        var rules = Run(report)["tool"]!["driver"]!["rules"]!.AsArray();

        Assert.Equal(FindingCatalogue.All.Length + RuleCatalog.Rules.Length, rules.Count);
        Assert.Equal(rules.Count, rules.Select(rule => (string?)rule!["id"]).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.InRange(((string)rule!["id"]!).Length, 1, 255);
            Assert.Matches("^[A-Z][A-Za-z0-9]{0,254}$", (string)rule["name"]!);
            Assert.InRange(((string)rule["shortDescription"]!["text"]!).Length, 1, 1024);
            Assert.InRange(((string)rule["fullDescription"]!["text"]!).Length, 1, 1024);
            Assert.NotEmpty((string)rule["help"]!["markdown"]!);
            Assert.InRange(rule["properties"]!["tags"]!.AsArray().Count, 1, 10);
        });
    }

    [Fact]
    public void Keeps_the_worst_25000_results_and_says_so()
    {
        var run = Run(ReportSamples.Many(errors: 100, warnings: 24_800, infos: 200));

        var levels = run["results"]!.AsArray().CountBy(result => (string)result!["level"]!).ToDictionary();
        Assert.Equal((100, 24_800, 100), (levels["error"], levels["warning"], levels["note"]));
        Assert.Equal(
            "100 results of the least severity are left out: code scanning takes 25000 in 10 MB.",
            (string?)run["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]);
    }

    [Fact]
    public void What_counts_comes_before_what_is_suppressed()
    {
        var many = ReportSamples.Many(errors: 0, warnings: 0, infos: 25_000);
        var suppressed = ReportSamples.Small().Suppressed[0];

        Assert.All(Results(many with { Suppressed = [suppressed] }), result => Assert.Empty(result!["suppressions"]!.AsArray()));
    }

    [Fact]
    public void Leaves_out_what_would_make_it_larger_than_10_MB_compressed()
    {
        var random = new Random(1);
        var report = ReportSamples.Many(errors: 1, warnings: 2_500, infos: 0, _ => Convert.ToBase64String(Bytes(random, 5_000)));

        var text = SarifReport.Of(report);

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var results = JsonNode.Parse(text)!["runs"]![0]!["results"]!.AsArray();
        Assert.InRange(compressed.Length, 1_000_000, SarifReport.MaxCompressedBytes);
        Assert.InRange(results.Count, 500, 2_000);
        Assert.Equal("error", (string?)results[^1]!["level"]);
    }

    [Fact]
    public void Keeps_a_hundred_locations_of_a_result()
    {
        var source = new SourceText("a.yaml", "a");
        var related = Enumerable.Range(0, 2_000).Select(i => new RelatedLocation(source.Start, $"{i}")).ToArray();

        var result = Results(new FindingReport
        {
            Findings = [ReportSamples.Found(Diagnostic.Create(ReportSamples.Taken, source.Start, "No.", null, related))],
        })[0]!;

        Assert.Equal(100, result["locations"]!.AsArray().Count + result["relatedLocations"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("ab\ncd\n", 0, 6, 1, 1, 2, 3)]
    [InlineData("ab\ncd\n", 1, 2, 1, 2, 1, 3)]
    [InlineData("ab\r\ncd", 0, 4, 1, 1, 1, 3)]
    [InlineData("ab", 2, 0, 1, 3, 1, 4)]
    [InlineData("", 0, 0, 1, 1, 1, 2)]
    [InlineData("ab", 99, 99, 1, 3, 1, 4)]
    [InlineData("é🚀x", 3, 1, 1, 4, 1, 5)]
    public void Regions_are_never_empty_nor_end_in_the_line_after(
        string text,
        int start,
        int length,
        int startLine,
        int startColumn,
        int endLine,
        int endColumn)
    {
        var finding = Diagnostic.Create(ReportSamples.Taken, new SourceText("a.yaml", text).At(new TextSpan(start, length)), "No.");

        var region = Results(new FindingReport { Findings = [ReportSamples.Found(finding)] })[0]!["locations"]![0]!["physicalLocation"]!["region"]!;

        AssertJson(
            $$"""{"startLine": {{startLine}}, "startColumn": {{startColumn}}, "endLine": {{endLine}}, "endColumn": {{endColumn}}}""",
            region);
    }

    [Fact]
    public void No_URI_leaves_the_repository_and_none_is_more_than_a_path()
    {
        var uris = new List<string>();
        var run = Run(ReportSamples.Hostile() with
        {
            Findings =
            [
                .. ReportSamples.Hostile().Findings,
                .. new[] { "../a.yaml", "a/../../b.yaml", "/etc/passwd", "//evil.example/a", "a//b", "./a", "", "C:/a", "https://evil.example/a", "a\\..\\b", "%2e%2e/a", "a?b#c" }
                    .Select(path => ReportSamples.Found(Diagnostic.Create(ReportSamples.Taken, new SourceText(path, "a").Start, "No."))),
            ],
        });
        Collect(run, uris);

        Assert.NotEmpty(uris);
        var root = new Uri("file:///repo/");
        Assert.All(uris, uri =>
        {
            Assert.Matches("^[A-Za-z0-9._~%/-]+$", uri);
            Assert.DoesNotContain("//", uri, StringComparison.Ordinal);
            Assert.StartsWith("file:///repo/", new Uri(root, uri).AbsoluteUri, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_text_is_a_link()
    {
        var sarif = SarifReport.Of(ReportSamples.Hostile());

        foreach (var text in Results(ReportSamples.Hostile()).Select(result => (string)result!["message"]!["text"]!))
        {
            Assert.DoesNotContain("](", text, StringComparison.Ordinal);
        }

        Assert.All(sarif, character => Assert.True(character is '\n' or >= ' ' and <= '~', $"U+{(int)character:X4}"));
    }

    [Fact]
    public async Task Is_as_the_schema_of_OASIS_says()
    {
        if (Repository.Shared("schemas", "sarif-2.1.0.json") is not { } path)
        {
            output.WriteLine("Skipped: the schema of OASIS is not beside the repository.");
            return;
        }

        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(path));

        Assert.Empty(schema.Validate(SarifReport.Of(ReportSamples.Small())));
        Assert.Empty(schema.Validate(SarifReport.Of(ReportSamples.Hostile())));
        Assert.Empty(schema.Validate(SarifReport.Of(new FindingReport { Findings = [] })));
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static JsonNode Run(FindingReport report) => JsonNode.Parse(SarifReport.Of(report))!["runs"]![0]!;

    private static JsonArray Results(FindingReport report) => Run(report)["results"]!.AsArray();

    private static int RuleIndexOf(string id) => Run(ReportSamples.Small())["tool"]!["driver"]!["rules"]!.AsArray()
        .Index()
        .Single(rule => (string?)rule.Item!["id"] == id)
        .Index;

    private static void Collect(JsonNode? node, List<string> uris)
    {
        foreach (var (name, value) in node is JsonObject map ? map.ToList() : [])
        {
            if (name == "uri")
            {
                uris.Add((string)value!);
            }

            Collect(value, uris);
        }

        foreach (var item in node is JsonArray array ? array.ToList() : [])
        {
            Collect(item, uris);
        }
    }

    private static void AssertJson(string expected, JsonNode actual)
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        var found = JsonNode.Parse(actual.ToJsonString().Replace(ReportSamples.Small().Findings[0].Fingerprint, "FINGERPRINT", StringComparison.Ordinal))!;
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(options), found.ToJsonString(options));
    }
}
