using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Tests.Kinds;

/// <summary>The rules of git check-ref-format, and what else a name must not be.</summary>
public sealed class GitNamesTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("env/aws-west")]
    [InlineData("feature/a_b.c+d")]
    [InlineData("größe")]
    [InlineData("a@b")]
    [InlineData("env/_delivery")]
    public void Takes_names_of_branches(string name) => Assert.Null(GitNames.WhyNoBranch(name));

    [Theory]
    [InlineData("")]
    [InlineData("-main")]
    [InlineData("HEAD")]
    [InlineData("refs/heads/main")]
    [InlineData("@")]
    [InlineData("a@{1}")]
    [InlineData("a b")]
    [InlineData("a~1")]
    [InlineData("a^")]
    [InlineData("a:b")]
    [InlineData("a?")]
    [InlineData("a*")]
    [InlineData("a[b")]
    [InlineData("a\\b")]
    [InlineData("a\u007fb")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a/.b")]
    [InlineData("a.lock")]
    [InlineData("a.lock/b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    public void Refuses_other_names(string name) => Assert.NotNull(GitNames.WhyNoBranch(name));

    [Fact]
    public void A_branch_of_the_longest_cluster_has_at_most_200_characters()
    {
        Assert.NotNull(BranchPattern.TryCreate(new string('a', 200), out _));
        Assert.Null(BranchPattern.TryCreate(new string('a', 138) + "{cluster}", out var reason));
        Assert.Equal("is empty or longer than 200 characters", reason);
    }
}
