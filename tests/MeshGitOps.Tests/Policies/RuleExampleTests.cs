using MeshGitOps.Policies;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies;

/// <summary>
/// Each rule over its own example: found at the exact place, silent once mended, silenced by a comment,
/// and not found by the same rule with an empty check.
/// </summary>
public sealed class RuleExampleTests
{
    public static TheoryData<string> RuleIds => [.. RuleCatalog.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Finds_its_pattern_at_the_exact_place(string id)
    {
        var rule = RuleCatalog.Find(id)!;

        AssertFound(rule, rule);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Is_silent_once_the_pattern_is_mended(string id)
    {
        var rule = RuleCatalog.Find(id)!;

        Assert.DoesNotContain("[|", rule.Example.Clean, StringComparison.Ordinal);
        Assert.Empty(RuleSample.Parse(rule.Example.Clean).Check(rule).Select(finding => $"{finding.Location} {finding.Message}"));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Is_silenced_by_a_comment_with_a_reason(string id)
    {
        var sample = RuleSample.Parse(RuleCatalog.Find(id)!.Example.Finding);
        var marks = sample.Files.Sum(file => file.Spans.Length);
        var result = InsideOfText.Contains(id)
            ? sample.Run(new SuppressionOptions { Allowed = [new CommandLineAllowance(id, "the sample says so")] })
            : sample.WithLineAboveMarks($"# meshgitops: allow {id} because the sample says so").Run();

        Assert.DoesNotContain(result.Diagnostics, finding => finding.Id == id);
        Assert.Equal(marks, result.Suppressed.Count(suppressed => suppressed.Finding.Id == id));
        Assert.All(result.Suppressed, suppressed => Assert.Equal("the sample says so", suppressed.Suppression.Justification));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Fails_if_the_check_is_empty(string id)
    {
        var rule = RuleCatalog.Find(id)!;

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertFound(rule, new EmptyRule(rule)));
    }

    /// <summary>Their findings lie in a block scalar, where a line with '#' is text and no comment.</summary>
    private static readonly string[] InsideOfText = ["dns-upstream-not-literal", "mesh-network-registry-unknown", "stub-domains-refused"];

    private static void AssertFound(Rule rule, Rule run)
    {
        var sample = RuleSample.Parse(rule.Example.Finding);
        Assert.True(sample.Files.Sum(file => file.Spans.Length) > 0, "The example marks no finding.");
        sample.AssertFindings(sample.Check(run));
    }

    /// <summary>A rule that finds nothing any more.</summary>
    private sealed class EmptyRule(Rule rule) : Rule
    {
        public override DiagnosticDescriptor Descriptor => rule.Descriptor;

        public override RuleStage Stage => rule.Stage;

        public override string Source => rule.Source;

        public override RuleExample Example => rule.Example;

        public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) => [];
    }
}
