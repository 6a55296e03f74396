using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Tests.Kinds;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("shop", "shop", true)]
    [InlineData("shop", "shops", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("shop-*", "shop-", true)]
    [InlineData("shop-*", "shop", false)]
    [InlineData("*-shop", "my-shop", true)]
    [InlineData("a*b*c", "aXbYc", true)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("a**c", "abc", true)]
    [InlineData("a?c", "abc", false)]
    [InlineData("a.c", "abc", false)]
    public void Matches_only_stars_as_wildcards(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.Matches(pattern, name));

    [Fact]
    public void Takes_linear_time_for_a_hostile_pattern()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 5_000)) + "b";

        Assert.False(NamePattern.Matches(pattern, new string('a', 10_000)));
    }

    [Theory]
    [InlineData("shop", false)]
    [InlineData("shop-*", true)]
    public void Knows_a_pattern(string text, bool expected) => Assert.Equal(expected, NamePattern.IsPattern(text));
}
