using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Providers;

public sealed class PolicyTextTests
{
    [Theory]
    [InlineData("/buy", "/buy")]
    [InlineData("^/buy$", "/buy")]
    [InlineData("/books/.*", "/books/*")]
    [InlineData("^/books/.*$", "/books/*")]
    [InlineData(".*\\.html", "*.html")]
    [InlineData(".*", "*")]
    [InlineData(".*.*", "*")]
    [InlineData("beta|gamma.*|.*delta", "beta gamma* *delta")]
    [InlineData("a\\|b", "a|b")]
    [InlineData("a\\*b", "a*b")]
    [InlineData(".*a\\*", "*a*")]
    public void A_regex_that_has_other_words_is_said_in_them(string regex, string expected) =>
        Assert.Equal(expected, string.Join(' ', PolicyText.ValuesOf(Match(TextMatchKind.Regex, regex))));

    [Theory]
    [InlineData(".*a-book.*new")]
    [InlineData(".*-http-client/*.*")]
    [InlineData(".*book.*")]
    [InlineData("/a.b")]
    [InlineData("/a+")]
    [InlineData("/books/.+")]
    [InlineData("/(a|b)")]
    [InlineData("(?i)abc")]
    [InlineData("/[ab]")]
    [InlineData("/x\\d")]
    [InlineData("/x\\.?")]
    [InlineData("a\\*")]
    [InlineData("\\*a.*")]
    [InlineData("/a|/[b]")]
    [InlineData("/a|")]
    [InlineData("")]
    [InlineData("a$b")]
    [InlineData("/a\\")]
    [InlineData("/{\\*}")]
    public void A_regex_that_has_none_is_not_approximated(string regex) =>
        Assert.Empty(PolicyText.ValuesOf(Match(TextMatchKind.Regex, regex)));

    [Theory]
    [InlineData(TextMatchKind.Exact, "/a", "/a")]
    [InlineData(TextMatchKind.Prefix, "/a", "/a*")]
    [InlineData(TextMatchKind.Prefix, "/a*", "/a**")]
    [InlineData(TextMatchKind.Exact, "a*b", "a*b")]
    [InlineData(TextMatchKind.Exact, "/a*", "")]
    [InlineData(TextMatchKind.Exact, "*", "")]
    [InlineData(TextMatchKind.Prefix, "*a", "")]
    [InlineData(TextMatchKind.Exact, "/a/{*}/b", "")]
    public void A_star_that_is_meant_as_one_is_not_read_as_a_wildcard(TextMatchKind kind, string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', PolicyText.ValuesOf(Match(kind, text))));

    private static TextMatchSpec Match(TextMatchKind kind, string text) => new(kind, new Located<string>(text, new SourceText("mesh.yaml", "").Start));
}
