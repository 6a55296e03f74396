using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Policies.Validation;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class Re2SyntaxTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/api/v[0-9]+/.*")]
    [InlineData("(?i)^(a|b)*?$")]
    [InlineData("(?P<id>[a-z]{2,10})-(?<name>x)")]
    [InlineData("(?i:a)(?-s:b)(?ims)c")]
    [InlineData("a{,3}{x}{")]
    [InlineData("a{2}b{3,}?c{0,1000}")]
    [InlineData(@"\d\D\w\W\s\S\b\B\A\z\.\/\-\_\x41\x{1F600}\012\0\pL\p{Greek}\Pn")]
    [InlineData(@"\Q(?=*\E+")]
    [InlineData(@"\Q*")]
    [InlineData(@"[]a][^]a][a-][-a][a\]b][[:word:]\d\pL][[:^alpha:]][\x41-\x5a][[:]")]
    [InlineData("^*")]
    [InlineData("()+")]
    [InlineData("日本+")]
    public void Accepts_what_RE2_accepts(string expression) => Assert.Null(Re2Syntax.Find(expression));

    [Theory]
    [InlineData("(?=a)", "the look-ahead '(?='")]
    [InlineData("a(?!b)", "the look-ahead '(?!'")]
    [InlineData("(?<=a)b", "the look-behind '(?<='")]
    [InlineData("(?<!a)b", "the look-behind '(?<!'")]
    [InlineData("(?>a)", "'(?>', which begins no group of RE2")]
    [InlineData("(?#a)", "'(?#', which begins no group of RE2")]
    [InlineData("(?x)a", "'(?x', which begins no group of RE2")]
    [InlineData("(?P<a", "'(?P', which begins no group of RE2")]
    [InlineData("(?<a-b>c)", "'(?<', which begins no group of RE2")]
    [InlineData("(?", "'(?', which begins no group of RE2")]
    [InlineData(@"(a)\1", @"the back-reference '\1'")]
    [InlineData(@"\k<a>", @"the back-reference '\k'")]
    [InlineData(@"\Z", @"'\Z', which RE2 does not know")]
    [InlineData(@"\x4", @"'\x', which RE2 does not know")]
    [InlineData(@"\p{Greek", @"'\p', which RE2 does not know")]
    [InlineData(@"[\b]", @"'\b', which RE2 does not know")]
    [InlineData("a\\", @"a '\' at its end")]
    [InlineData("(a", "a '(' without its ')'")]
    [InlineData("a)", "a ')' without its '('")]
    [InlineData("[a", "a '[' without its ']'")]
    [InlineData("[]", "a '[' without its ']'")]
    [InlineData("[z-a]", "the range 'z-a', which runs backwards")]
    [InlineData(@"[a-\d]", @"'\d', which RE2 does not know")]
    [InlineData("[[:foo:]]", "the class '[:foo:]', which RE2 does not know")]
    [InlineData("*a", "a '*' with nothing to repeat before it")]
    [InlineData("a|+", "a '+' with nothing to repeat before it")]
    [InlineData("a*+", "a '+' with nothing to repeat before it")]
    [InlineData("(?i)*", "a '*' with nothing to repeat before it")]
    [InlineData("a{2}{3}", "a '{3}' with nothing to repeat before it")]
    [InlineData("a{1001}", "the repeat '{1001}', which is not from 0 to 1000")]
    [InlineData("a{3,2}", "the repeat '{3,2}', which is not from 0 to 1000")]
    [InlineData("a{99999999999}", "the repeat '{99999999999}', which is not from 0 to 1000")]
    public void Finds_what_RE2_refuses(string expression, string problem) => Assert.Equal(problem, Re2Syntax.Find(expression));

    [Fact]
    public void Counts_bytes_not_characters()
    {
        Assert.Null(Re2Syntax.Find(new string('a', 1024)));
        Assert.Equal("more than 1024 bytes", Re2Syntax.Find(new string('a', 1025)));
        Assert.Equal("more than 1024 bytes", Re2Syntax.Find(new string('é', 513)));
    }

    [Fact]
    public void Does_not_throw_for_any_short_text()
    {
        const string Characters = @"(?P<=!)[]^\-{},0a:*+|";
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Characters[random.Next(Characters.Length)]));
            var problem = Re2Syntax.Find(text);
            Assert.True(problem is null || problem.Length > 0, text);
        }
    }
}
