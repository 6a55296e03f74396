using System.Text.Json;
using MeshGitOps.Cli.Reporting;
using NJsonSchema;

namespace MeshGitOps.Tests.Cli.Reporting;

public sealed class JsonReportTests
{
    [Fact]
    public void Says_everything() => Assert.Equal(
        """
        {
          "schemaVersion": "1.2",
          "tool": {
            "name": "meshgitops",
            "version": "1.2.3"
          },
          "exitCode": 1,
          "elapsedSeconds": 0.412,
          "summary": {
            "files": 11,
            "documents": 25,
            "passedOver": 3,
            "errors": 1,
            "warnings": 1,
            "infos": 1,
            "suppressed": 1,
            "belowSeverity": 0,
            "elsewhere": 0
          },
          "rules": {
            "run": [
              "cluster-below-capacity",
              "port-name-without-protocol"
            ],
            "skipped": [
              {
                "id": "mtls-not-strict",
                "reason": "switched off by a policy"
              }
            ]
          },
          "notChecked": [
            "The capacity of 'eks' is not known."
          ],
          "failures": [],
          "findings": [
            {
              "id": "MGO9999",
              "aliases": [],
              "severity": "error",
              "title": "A name is taken",
              "message": "The name 'catalog' is taken.",
              "help": "Choose another name.",
              "path": "apps/b.yaml",
              "startLine": 2,
              "startColumn": 9,
              "endLine": 2,
              "endColumn": 16,
              "related": [
                {
                  "message": "taken here",
                  "path": "apps/a b.yaml",
                  "startLine": 3,
                  "startColumn": 9,
                  "endLine": 3,
                  "endColumn": 16
                }
              ],
              "fix": {
                "title": "Name it 'catalog-2'.",
                "safety": "unsafe",
                "edits": [
                  {
                    "path": "apps/b.yaml",
                    "startLine": 2,
                    "startColumn": 9,
                    "endLine": 2,
                    "endColumn": 16,
                    "newText": "catalog-2"
                  }
                ]
              },
              "fingerprint": "FINGERPRINT0"
            },
            {
              "id": "port-name-without-protocol",
              "aliases": [
                "IST0118"
              ],
              "severity": "warning",
              "title": "A test finding",
              "message": "The port says no protocol.",
              "path": "apps/b.yaml",
              "startLine": 3,
              "startColumn": 3,
              "endLine": 3,
              "endColumn": 13,
              "related": [],
              "fingerprint": "FINGERPRINT1"
            },
            {
              "id": "MGO9998",
              "aliases": [],
              "severity": "info",
              "title": "A test finding",
              "message": "The file is empty.",
              "path": "mesh/unread.yaml",
              "startLine": 1,
              "startColumn": 1,
              "endLine": 1,
              "endColumn": 1,
              "related": [],
              "fingerprint": "FINGERPRINT2"
            }
          ],
          "suppressed": [
            {
              "id": "MGO9999",
              "aliases": [],
              "severity": "error",
              "title": "A name is taken",
              "message": "Known.",
              "path": "apps/a b.yaml",
              "startLine": 3,
              "startColumn": 9,
              "endLine": 3,
              "endColumn": 16,
              "related": [],
              "fingerprint": "FINGERPRINT3",
              "suppression": {
                "kind": "comment",
                "justification": "It moves next week.",
                "path": "apps/a b.yaml",
                "startLine": 1,
                "startColumn": 1,
                "endLine": 1,
                "endColumn": 1
              }
            }
          ]
        }

        """,
        WithoutFingerprints(ReportSamples.Small(), JsonReport.Of(ReportSamples.Small()).Replace("\\u0027", "'", StringComparison.Ordinal)));

    [Fact]
    public async Task Is_as_its_schema_says()
    {
        var schema = await JsonSchema.FromJsonAsync(JsonReport.Schema());

        Assert.Empty(schema.Validate(JsonReport.Of(ReportSamples.Small())));
        Assert.Empty(schema.Validate(JsonReport.Of(ReportSamples.Hostile())));
        Assert.Empty(schema.Validate(JsonReport.Of(new FindingReport { Findings = [] })));
        Assert.NotEmpty(schema.Validate(JsonReport.Of(ReportSamples.Small()).Replace("\"startLine\": 2", "\"startLine\": 0", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keeps_hostile_text_as_a_value_and_holds_printable_ASCII_only()
    {
        var json = JsonReport.Of(ReportSamples.Hostile());

        Assert.All(json, character => Assert.True(character is '\n' or >= ' ' and <= '~', $"U+{(int)character:X4}"));
        using var document = JsonDocument.Parse(json);
        var findings = document.RootElement.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(ReportSamples.HostileTexts.Length, findings.Count);
        Assert.All(ReportSamples.HostileTexts.Zip(findings), pair =>
        {
            var expected = WithoutSingleSurrogates(pair.First);
            Assert.Equal(expected, pair.Second.GetProperty("message").GetString());
            Assert.Equal(expected, pair.Second.GetProperty("help").GetString());
            Assert.Equal(expected, pair.Second.GetProperty("path").GetString());
        });
    }

    private static string WithoutSingleSurrogates(string text) => string.Concat(text.EnumerateRunes());

    private static string WithoutFingerprints(FindingReport report, string json) => report.Findings.AddRange(report.Suppressed)
        .Index()
        .Aggregate(json, (text, entry) => text.Replace(entry.Item.Fingerprint, $"FINGERPRINT{entry.Index}", StringComparison.Ordinal));
}
