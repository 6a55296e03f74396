using System.Collections.Immutable;
using MeshGitOps.Cli;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Cli.Reporting;

/// <summary>Reports to write in each format.</summary>
internal static class ReportSamples
{
    public static readonly DiagnosticDescriptor Taken = new("MGO9999", "A name is taken", Severity.Error, "Two things cannot have one name.\nRename one.");

    /// <summary>What a repository could try to break a format with.</summary>
    public static readonly ImmutableArray<string> HostileTexts =
    [
        "a\n::error::forged",
        "a\r\n::set-output name=x::forged",
        "::error file=x::forged",
        "a%0A::error::forged",
        "##[error]forged ##vso[task.complete]",
        "a|b",
        "`code` ``` ~~~ **bold** _it_ ~~no~~ $x$",
        "<script>alert(1)</script><img src=x onerror=alert(1)><!-- -->",
        "]]>&amp;&#10;\"'",
        "\u001b[31mred\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
        "\u0000\u0007\u0008\u007f\u009b31m",
        "a\u202eb\u2066c\u200fd\u2028e",
        "\ud800 alone \udc00 \uffff\ufffe",
        "../../../etc/passwd",
        "[click](https://evil.example) ![i](https://evil.example/i.png) https://evil.example www.evil.example",
        "@somebody #1 owner/repo#2 GH-3 mail@evil.example :rocket:",
        "# heading",
        "- item",
        "1. item",
        "{0} {{1}} ${{ secrets.TOKEN }}",
    ];

    /// <summary>An error with everything, a warning, an advice and a suppressed error.</summary>
    public static FindingReport Small()
    {
        var catalog = new SourceText("apps/b.yaml", "ports:\n- name: catalog\n  port: 8080\n");
        var other = new SourceText("apps/a b.yaml", "\n\n  name: catalog\n");
        var error = Diagnostic.Create(
            Taken,
            At(catalog, "catalog"),
            "The name 'catalog' is taken.",
            "Choose another name.",
            new RelatedLocation(At(other, "catalog"), "taken here")) with
        {
            Fix = new SuggestedFix("Name it 'catalog-2'.", FixSafety.Unsafe, [new TextEdit(At(catalog, "catalog"), "catalog-2")]),
        };
        var port = Descriptor("port-name-without-protocol", Severity.Warning);
        return new FindingReport
        {
            Findings =
            [
                Found(error),
                Found(Diagnostic.Create(port, At(catalog, "port: 8080\n"), "The port says no protocol.")),
                Found(Diagnostic.Create(Descriptor("MGO9998", Severity.Info), new SourceText("mesh/unread.yaml", "").Start, "The file is empty.")),
            ],
            Suppressed =
            [
                Found(Diagnostic.Create(Taken, At(other, "catalog"), "Known.")) with
                {
                    Suppression = new Suppression(SuppressionKind.Comment, "It moves next week.", At(other, "\n")),
                },
            ],
            Counts = new ReadCounts(11, 25, 3),
            RulesRun = ["cluster-below-capacity", "port-name-without-protocol"],
            RulesSkipped = [new SkippedRule("mtls-not-strict", SkipReason.SwitchedOff)],
            NotChecked = ["The capacity of 'eks' is not known."],
            ExitCode = ExitCode.Findings,
            Elapsed = TimeSpan.FromMilliseconds(412),
            Version = "1.2.3",
        };
    }

    /// <summary>Every hostile text as path, line, message, help, title, related message, fix and justification.</summary>
    public static FindingReport Hostile() => new()
    {
        Findings = [.. HostileTexts.Select((_, index) => HostileFinding(index))],
        Suppressed =
        [
            .. HostileTexts.Select((text, index) => HostileFinding(index) with
            {
                Suppression = new Suppression(SuppressionKind.Annotation, text, HostileFinding(index).Diagnostic.Location),
            }),
        ],
        NotChecked = HostileTexts,
        Failures = HostileTexts,
        ExitCode = ExitCode.Findings,
    };

    /// <summary>As many findings of each severity as are given, each in a line of its own.</summary>
    public static FindingReport Many(int errors, int warnings, int infos, Func<int, string>? message = null)
    {
        var count = errors + warnings + infos;
        var source = new SourceText("a.yaml", string.Concat(Enumerable.Repeat("line\n", count)));
        return new FindingReport
        {
            // The worst last: a report that takes the first ones is found out.
            Findings =
            [
                .. Enumerable.Range(0, count).Select(i => Found(Diagnostic.Create(
                    Descriptor("MGO9999", i < infos ? Severity.Info : i < infos + warnings ? Severity.Warning : Severity.Error),
                    source.At(new TextSpan(i * 5, 4)),
                    message?.Invoke(i) ?? $"Finding {i}."))),
            ],
        };
    }

    public static DiagnosticDescriptor Descriptor(string id, Severity severity) => new(id, "A test finding", severity, "Only in tests.");

    public static ReportedFinding Found(Diagnostic diagnostic) => new(diagnostic, "", Fingerprints.Of([diagnostic])[0], null);

    public static SourceLocation At(SourceText source, string marked) =>
        source.At(new TextSpan(source.Text.IndexOf(marked, StringComparison.Ordinal), marked.Length));

    private static ReportedFinding HostileFinding(int index)
    {
        var text = HostileTexts[index];
        var source = new SourceText(text, $"{text}\n");
        return Found(Diagnostic.Create(
            new DiagnosticDescriptor($"MGO9{index:000}", text, (Severity)(index % 3), text),
            source.At(new TextSpan(0, text.Length)),
            text,
            text,
            new RelatedLocation(source.At(new TextSpan(0, 1)), text)) with
        {
            Fix = new SuggestedFix(text, FixSafety.Safe, [new TextEdit(source.Start, text)]),
        });
    }
}
