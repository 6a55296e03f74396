using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Tests.Schemas;

public sealed class PatternCostTests
{
    [Theory]
    [InlineData("^team-[a-z]{1,30}$", true)]
    [InlineData(@"([a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}", true)]
    [InlineData("(a|b)*c+d?", true)]
    [InlineData(@"\p{L}{3}\{9999}", true)]
    [InlineData("[]a{9999}]", true)]
    [InlineData("a{1000}", true)]
    [InlineData("a{1001}", false)]
    [InlineData("a{1,1001}", false)]
    [InlineData("a{99999999999999999999}", false)]
    [InlineData("(a{40}){40}", false)]
    [InlineData("((a{12}){12}){12}", false)]
    [InlineData("a{500}b{501}", false)]
    [InlineData("(a{600}|b{600})", false)]
    public void Counts_what_repetitions_make(string pattern, bool isBounded) => Assert.Equal(isBounded, PatternCost.IsBounded(pattern));

    [Fact]
    public void Counts_characters() => Assert.False(PatternCost.IsBounded(new string('a', 257)));

    [Theory]
    [InlineData(")")]
    [InlineData("{3}")]
    [InlineData("[")]
    [InlineData(@"\")]
    [InlineData("a{")]
    [InlineData("a{,}")]
    public void Takes_any_text(string pattern) => Assert.True(PatternCost.IsBounded(pattern));
}
