using MeshGitOps.Policies;

namespace MeshGitOps.Tests.Policies;

/// <summary>For the tests of one rule: texts in the form of <see cref="RuleSample"/>, with the findings marked.</summary>
public abstract class RuleTests<TRule>
    where TRule : Rule, new()
{
    private static readonly TRule Rule = new();

    /// <summary>Exactly these messages, in the order of places, each at one mark.</summary>
    protected static void AssertFindings(string text, params string[] messages)
    {
        var sample = RuleSample.Parse(text);
        var findings = sample.Check(Rule);
        Assert.Equal(messages, findings.Select(finding => finding.Message));
        sample.AssertFindings(findings);
    }

    /// <summary>All findings, of which there is at least one, are of this severity.</summary>
    protected static void AssertSeverity(string severity, string text)
    {
        var findings = RuleSample.Parse(text).Check(Rule);
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(severity, $"{finding.Severity}"));
    }

    protected static void AssertClean(string text) => RuleSample.Parse(text).AssertFindings(RuleSample.Parse(text).Check(Rule));
}
