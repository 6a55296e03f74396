using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Tests.Cli.Reporting;

public sealed class ReportPartsTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData("a/b.yaml", "a/b.yaml")]
    [InlineData("a b/ü%0A.yaml", "a%20b/%C3%BC%250A.yaml")]
    [InlineData("a:b?c#d", "a%3Ab%3Fc%23d")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("a\n\u001b\u202e", "a%0A%1B%E2%80%AE")]
    [InlineData("..a/b..", "..a/b..")]
    [InlineData("", null)]
    [InlineData("/a", null)]
    [InlineData("a//b", null)]
    [InlineData("a/../b", null)]
    [InlineData("./a", null)]
    [InlineData("a/", null)]
    public void A_path_is_a_URI_where_it_stays_inside(string path, string? expected) => Assert.Equal(expected, RelativeUri.Of(path));

    [Theory]
    [InlineData("https://github.com", "acme/mesh", Commit, "https://github.com/acme/mesh/blob/" + Commit + "/a%20b.yaml#L7")]
    [InlineData("https://git.acme.example:8443", "acme/mesh", Commit, "https://git.acme.example:8443/acme/mesh/blob/" + Commit + "/a%20b.yaml#L7")]
    [InlineData("javascript:alert(1)//", "acme/mesh", Commit, null)]
    [InlineData("https://github.com", "acme/mesh) [x](https://evil.example", Commit, null)]
    [InlineData("https://github.com", "acme/mesh", "main", null)]
    [InlineData(null, null, null, null)]
    public void Lines_are_linked_in_GitHub_Actions(string? server, string? repository, string? commit, string? expected)
    {
        var links = SourceLinks.Of(name => name switch
        {
            "GITHUB_SERVER_URL" => server,
            "GITHUB_REPOSITORY" => repository,
            "GITHUB_SHA" => commit,
            _ => null,
        });

        Assert.Equal(expected, links?.Of("a b.yaml", 7));
    }

    [Fact]
    public void Lines_are_linked_in_GitLab_CI()
    {
        var links = SourceLinks.Of(name => name switch
        {
            "CI_PROJECT_URL" => "https://gitlab.com/acme/platform/mesh",
            "CI_COMMIT_SHA" => Commit,
            _ => null,
        });

        Assert.Equal($"https://gitlab.com/acme/platform/mesh/-/blob/{Commit}/a.yaml#L1", links?.Of("a.yaml", 1));
        Assert.Null(links?.Of("../a.yaml", 1));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a🚀bc", 3, "a…")]
    public void Long_text_is_cut_between_characters(string text, int limit, string expected) => Assert.Equal(expected, ShortText.Of(text, limit));

    [Theory]
    [InlineData("json", ReportFormat.Json, null)]
    [InlineData("sarif=a=b.json", ReportFormat.Sarif, "a=b.json")]
    public void A_format_may_have_a_path(string written, object format, string? path) =>
        Assert.Equal(new ReportTarget((ReportFormat)format, path), ReportTarget.Parse(written, ReportFormats.Names, out _));

    [Theory]
    [InlineData("jsn", "takes text, json, sarif, junit, github, markdown, but is 'jsn'. Did you mean 'json'?")]
    [InlineData("", "takes text, json, sarif, junit, github, markdown, but is ''.")]
    [InlineData("json=", "has no path behind 'json='.")]
    public void Says_what_is_wrong_with_a_format(string written, string expected)
    {
        Assert.Null(ReportTarget.Parse(written, ReportFormats.Names, out var problem));
        Assert.Equal(expected, problem);
    }
}
