using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Tests.Schemas;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("domian", "domain")]
    [InlineData("DOMAIN", "domain")]
    [InlineData("member", "members")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Finds_the_closest_name(string written, string? expected) =>
        Assert.Equal(expected, Suggestion.Closest(written, ["members", "domain", "hostname"]));

    [Fact]
    public void Takes_the_first_of_equals_whatever_their_order()
    {
        Assert.Equal("net-a", Suggestion.Closest("net-x", ["net-b", "net-a"]));
        Assert.Equal("net-a", Suggestion.Closest("net-x", ["net-a", "net-b"]));
    }

    [Fact]
    public void Does_not_compare_very_long_names() =>
        Assert.Null(Suggestion.Closest(new string('a', 5_000), [new string('a', 5_000)]));
}
