using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

/// <summary>The severities of a rule's findings in a sample, in the order of their places.</summary>
internal static class FindingSeverities
{
    public static IEnumerable<Severity> Of<TRule>(string text)
        where TRule : Rule, new() =>
        RuleSample.Parse(text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))
            .Check(new TRule())
            .Select(finding => finding.Severity);
}
