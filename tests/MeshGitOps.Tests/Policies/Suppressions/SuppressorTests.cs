using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Cli;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Policies.Suppressions;

/// <summary>Over the whole pipeline, with the repository of a golden case; what each comment and annotation does is in cases of their own.</summary>
public sealed class SuppressorTests
{
    private const string Rule = "port-name-without-protocol";
    private const string Port = "  - name: catalog\n    port: 8082\n";

    private static readonly ImmutableSortedDictionary<string, string> Files =
        new GoldenCase(Rule).Files.ToImmutableSortedDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);

    [Theory]
    [InlineData("  # meshgitops: allow IST0118 because x\n  - name: catalog\n    port: 8082\n", true)]
    [InlineData("  - name: catalog # meshgitops: allow IST0118 because x\n    port: 8082\n", true)]
    [InlineData("  - # meshgitops: allow IST0118 because x\n    name: catalog\n    port: 8082\n", false)]
    [InlineData("  # meshgitops: allow IST0118 because x\n\n  - name: catalog\n    port: 8082\n", false)]
    [InlineData("  - name: catalog\n    # meshgitops: allow IST0118 because x\n    port: 8082\n", false)]
    [InlineData("  - name: catalog\n    port: 8082 # meshgitops: allow IST0118 because x\n", false)]
    [InlineData("  # meshgitops: allow mtls-not-strict because x\n  - name: catalog\n    port: 8082\n", false)]
    public void Takes_a_comment_on_the_line_or_the_one_above(string port, bool isSuppressed)
    {
        var result = Run(Files.SetItem("apps/b.yaml", Files["apps/b.yaml"].Replace(Port, port, StringComparison.Ordinal)));

        Assert.Equal(isSuppressed ? [Rule] : [], result.Suppressed.Select(entry => entry.Finding.Id));
        Assert.Equal(isSuppressed ? [] : [Rule], result.Diagnostics.Select(finding => finding.Id).Where(id => id == Rule));
        Assert.Equal(isSuppressed ? 0 : 1, result.Diagnostics.Count(finding => finding.Descriptor == SuppressionDiagnostics.Unused));
    }

    [Fact]
    public void Takes_comments_and_annotations_of_specs()
    {
        var mesh = Files["mesh.yaml"]
            .Replace("  rootCertificate: corp\n  podCidrs: [10.97", "  podCidrs: [10.97", StringComparison.Ordinal)
            .Replace("  rootCertificate: corp\n  podCidrs: [10.98", "  podCidrs: [10.98", StringComparison.Ordinal);
        Assert.Equal(2, Count(Run(Files.SetItem("mesh.yaml", mesh))));

        var allowed = mesh
            .Replace("metadata: {name: a}", "# meshgitops: allow root-certificate-not-declared because x\nmetadata: {name: a}", StringComparison.Ordinal)
            .Replace("metadata: {name: b}", "metadata: {name: b, annotations: {meshgitops.io/allow: root-certificate-not-declared because y}}", StringComparison.Ordinal);
        var result = Run(Files.SetItem("mesh.yaml", allowed));

        Assert.Equal(0, Count(result));
        Assert.Equal(
            [(SuppressionKind.Comment, "x"), (SuppressionKind.Annotation, "y")],
            result.Suppressed.Select(entry => (entry.Suppression.Kind, entry.Suppression.Justification)));

        static int Count(PipelineResult result) => result.Diagnostics.Count(finding => finding.Id == "root-certificate-not-declared");
    }

    [Fact]
    public void Takes_the_command_line_for_the_whole_run()
    {
        var options = new SuppressionOptions { Allowed = [new CommandLineAllowance("IST0118", "legacy"), new CommandLineAllowance("mtls-not-strict", "unused")] };

        var result = Run(Files, options);

        var (finding, suppression) = Assert.Single(result.Suppressed);
        Assert.Equal((Rule, SuppressionKind.CommandLine, "legacy", null), (finding.Id, suppression.Kind, suppression.Justification, suppression.Location));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Justifies_with_what_stands_nearest_and_calls_nothing_useless_that_would_do()
    {
        var files = Files
            .SetItem("apps/b.yaml", Files["apps/b.yaml"].Replace(Port, $"  # meshgitops: allow IST0118 because nearest\n{Port}", StringComparison.Ordinal))
            .SetItem("policies/acme.yaml", Policy("{rule: IST0118, reason: farther}"));

        var result = Run(files, new SuppressionOptions { Allowed = [new CommandLineAllowance(Rule, "farthest")] });

        Assert.Equal("nearest", Assert.Single(result.Suppressed).Suppression.Justification);
        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData("apps", true)]
    [InlineData("apps/b.yaml", true)]
    [InlineData("apps/*.yaml", true)]
    [InlineData("**", true)]
    [InlineData("app", false)]
    [InlineData("apps/a.yaml", false)]
    [InlineData("mesh.yaml", false)]
    public void Takes_an_exemption_for_its_paths(string path, bool isSuppressed)
    {
        var result = Run(Files.SetItem("policies/acme.yaml", Policy($"{{rule: {Rule}, paths: ['{path}'], reason: x}}")));

        Assert.Equal(isSuppressed ? 1 : 0, result.Suppressed.Length);
    }

    [Fact]
    public void Ends_after_its_last_day()
    {
        var files = Files.SetItem("policies/acme.yaml", Policy($"{{rule: {Rule}, reason: x, until: 2026-11-20}}"));

        Assert.Single(Run(files, new SuppressionOptions { Today = new DateOnly(2026, 11, 20) }).Suppressed);

        var after = Run(files, new SuppressionOptions { Today = new DateOnly(2026, 11, 21), FaultSeverity = Severity.Warning });
        Assert.Empty(after.Suppressed);
        Assert.Equal([Rule, "MGO5010"], after.Diagnostics.Select(finding => finding.Id));
        Assert.Equal(Severity.Warning, after.Diagnostics[1].Severity);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Severity.Error)]
    public void Reports_what_is_useless_as_it_is_told(Severity? severity)
    {
        var files = Files.SetItem("policies/acme.yaml", Policy("{rule: mtls-not-strict, reason: x}"));

        var result = Run(files, new SuppressionOptions { UnusedSeverity = severity });

        var unused = result.Diagnostics.Where(finding => finding.Descriptor == SuppressionDiagnostics.Unused).Select(finding => finding.Severity);
        Assert.Equal(severity is { } level ? [level] : [], unused);
    }

    [Fact]
    public void Calls_nothing_useless_whose_rule_did_not_run()
    {
        var files = Files.SetItem("policies/acme.yaml", Policy("{rule: mtls-not-strict, reason: x}") + "  rules: {mtls-not-strict: {level: off}}\n");
        Assert.DoesNotContain(Run(files).Diagnostics, finding => finding.Descriptor == SuppressionDiagnostics.Unused);

        var unplanned = Run(Files
            .SetItem("policies/acme.yaml", Policy("{rule: mtls-not-strict, reason: x}, {rule: mtls-not-strikt, reason: x}"))
            .SetItem("mesh.yaml", Files["mesh.yaml"].Replace("region:", "regoin:", StringComparison.Ordinal)));
        Assert.DoesNotContain(unplanned.Diagnostics, finding => finding.Descriptor == SuppressionDiagnostics.Unused);
        Assert.Contains(unplanned.Diagnostics, finding => finding.Descriptor == SuppressionDiagnostics.UnknownRule);
    }

    [Fact]
    public void Never_takes_away_a_finding_with_a_number()
    {
        var mesh = Files["mesh.yaml"].Replace("  region: westeurope\n", "", StringComparison.Ordinal);
        var before = Run(Files.SetItem("mesh.yaml", mesh)).Diagnostics.Where(finding => finding.Id.StartsWith("MGO", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(before);

        var result = Run(Files
            .SetItem("mesh.yaml", mesh.Replace("metadata: {name: b}", "metadata: {name: b, annotations: {galley.istio.io/analyze-suppress: '*'}}", StringComparison.Ordinal)));

        Assert.Equal(before.Select(finding => finding.Id), result.Diagnostics.Select(finding => finding.Id).Where(id => id.StartsWith("MGO", StringComparison.Ordinal)));
    }

    [Fact]
    public void Reads_a_hundred_thousand_comments()
    {
        var text = new StringBuilder(Files["apps/b.yaml"].Replace(Port, $"  # meshgitops: allow IST0118 because x\n{Port}", StringComparison.Ordinal));
        for (var i = 0; i < 50_000; i++)
        {
            text.Append("# meshgitops: allow IST0118 because x\n");
        }

        for (var i = 0; i < 50_000; i++)
        {
            text.Append("# meshgitops: allow IST0118\n#\n");
        }

        var result = Run(Files.SetItem("apps/b.yaml", text.ToString()));

        Assert.Single(result.Suppressed);
        Assert.Equal(50_000, result.Diagnostics.Count(finding => finding.Descriptor == SuppressionDiagnostics.NoReason));
        Assert.Equal(50_000, result.Diagnostics.Count(finding => finding.Descriptor == SuppressionDiagnostics.Unused));
    }

    private static string Policy(string exemptions) =>
        $"apiVersion: meshgitops.io/v1alpha1\nkind: Policy\nmetadata: {{name: acme}}\nspec:\n  exemptions: [{exemptions}]\n";

    private static PipelineResult Run(IEnumerable<KeyValuePair<string, string>> files, SuppressionOptions? options = null) =>
        Pipeline.Run(new InMemorySourceFolder(files), new PipelineOptions { Suppression = options ?? new SuppressionOptions() });
}
