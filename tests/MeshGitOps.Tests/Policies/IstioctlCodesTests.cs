using MeshGitOps.Policies;

namespace MeshGitOps.Tests.Policies;

public sealed class IstioctlCodesTests
{
    [Fact]
    public void Lists_each_code_once_and_sorted()
    {
        var codes = IstioctlCodes.All.Select(code => code.Code).ToList();

        Assert.Equal(68, codes.Count);
        Assert.Equal(codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public void Has_a_rule_or_a_reason_for_each_code()
    {
        var answered = RuleCatalog.Rules.SelectMany(rule => rule.Aliases).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(IstioctlCodes.All
            .Where(code => answered.Contains(code.Code) == code.NotDecided is not null)
            .Select(code => code.Code));
    }

    [Fact]
    public void Says_each_reason_as_the_end_of_a_sentence() => Assert.All(
        IstioctlCodes.All.Select(code => code.NotDecided).OfType<string>(),
        reason =>
        {
            Assert.True(char.IsLower(reason[0]));
            Assert.False(reason.EndsWith('.'));
        });
}
