using System.Text;
using System.Text.Json;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Tests.Workspace.Publishing;

/// <summary>What is written into commits and metadata, from texts that anybody could have written.</summary>
public sealed class CommitTextTests
{
    private static readonly SourceCommit Source = new(
        new string('a', 40), "Ann \"Quote\" <ann@example.com>", "2026-11-20T15:00:00+00:00", "Say \"hi\" <b>&</b> \u0007\u2028", "Line 1\nLine 2");

    [Theory]
    [InlineData("https://git.example.com/a.git", "https://git.example.com/a.git")]
    [InlineData("https://user:token@git.example.com/a.git", "https://git.example.com/a.git")]
    [InlineData("https://token@git.example.com", "https://git.example.com")]
    [InlineData("https://git.example.com/@scope/a", "https://git.example.com/@scope/a")]
    [InlineData("https://a@b@git.example.com/a", "https://git.example.com/a")]
    [InlineData("ssh://git@git.example.com:22/a.git", "ssh://git@git.example.com:22/a.git")]
    [InlineData("ssh://git:secret@git.example.com/a.git", "ssh://git@git.example.com/a.git")]
    [InlineData("git@git.example.com:a/b.git", "git@git.example.com:a/b.git")]
    [InlineData("/srv/a.git", "/srv/a.git")]
    [InlineData("https://", "https://")]
    [InlineData("https://user:a/b@git.example.com/a", "https://git.example.com/a")]
    [InlineData("https://git.example.com:8443/@scope/a", "https://git.example.com:8443/@scope/a")]
    [InlineData("https://[::1]:8443/@scope/a", "https://[::1]:8443/@scope/a")]
    [InlineData("https://git.example.com/a.git?token=b", "https://git.example.com/a.git")]
    [InlineData("user:token@git.example.com:a/b.git", "user@git.example.com:a/b.git")]
    [InlineData("C:/a@b", "C:/a@b")]
    public void Takes_credentials_out_of_an_address(string url, string shown) => Assert.Equal(shown, RepositoryUrl.WithoutCredentials(url));

    [Fact]
    public void Writes_metadata_that_any_reader_reads_back()
    {
        var bytes = HydratorMetadata.Write(Source, "https://u:p@git.example.com/a.git", "teams/shop");

        var root = JsonDocument.Parse(bytes).RootElement;
        Assert.Equal(Source.Subject, root.GetProperty("subject").GetString());
        Assert.Equal(Source.Author, root.GetProperty("author").GetString());
        Assert.Equal("https://git.example.com/a.git", root.GetProperty("repoURL").GetString());
        Assert.Equal(new HydratorMetadata(Source.Sha, "teams/shop"), HydratorMetadata.Read(bytes));
        Assert.Contains("<b>&</b>", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"drySha\": 1}")]
    public void Reads_nothing_from_what_is_no_metadata(string text) => Assert.Null(HydratorMetadata.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Reads_metadata_of_others_without_a_workspace() =>
        Assert.Equal(new HydratorMetadata("x", null), HydratorMetadata.Read("{\"drySha\":\"x\",\"workspace\":[1]}"u8.ToArray()));

    [Fact]
    public void A_source_cannot_forge_a_line_of_the_message()
    {
        var source = Source with { Subject = "x {sha}\nMeshgitops-version: forged", Author = "a\r\nb <c>" };

        var lines = CommitMessage.Write("{subject} by {author} {nothing}{", source, "env/{sha}", "a\nb", "https://u:p@h/x\ny: z", "1.2.3").Split('\n');

        Assert.Equal(
            [
                "x {sha} Meshgitops-version: forged by a  b <c> {nothing}{",
                "",
                $"Meshgitops-source-commit: {Source.Sha}",
                "Meshgitops-source-repository: https://h/x y: z",
                "Meshgitops-workspace: a b",
                "Meshgitops-version: 1.2.3",
                "",
            ],
            lines);
    }

    [Theory]
    [InlineData("{subject} {sha}", null)]
    [InlineData("no braces", null)]
    [InlineData("{Subject}", "{Subject}")]
    [InlineData("{sha", "{sha")]
    [InlineData("{} ", "{}")]
    public void Names_what_is_no_placeholder(string template, string? unknown) => Assert.Equal(unknown, CommitMessage.UnknownPlaceholder(template));

    [Fact]
    public void Takes_the_trailers_of_code_commits_out_of_the_body()
    {
        var (body, reference) = ReferencedCommit.TakeOut(
            "Why.\n\nArgocd-reference-commit-sha: 123\nargocd-reference-commit-RepoURL: https://u:p@h/x\nArgocd-reference-commit-body: broken\nOther: kept");

        Assert.Equal("Why.\n\nOther: kept", body);
        Assert.Equal(new ReferencedCommit { Sha = "123", RepoUrl = "https://u:p@h/x" }, reference);
        Assert.DoesNotContain(
            "u:p", Encoding.UTF8.GetString(HydratorMetadata.Write(Source with { References = [reference!] }, null, "")), StringComparison.Ordinal);
    }
}
