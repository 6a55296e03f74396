using MeshGitOps.Specs.Sources;

namespace MeshGitOps.Tests.Sources;

public sealed class SourcePathsTests
{
    [Theory]
    [InlineData("", "apps/aws", "apps/aws")]
    [InlineData("mesh", "apps/", "mesh/apps")]
    [InlineData("mesh", "./apps//aws/.", "mesh/apps/aws")]
    [InlineData("mesh/acme", "../../apps", "apps")]
    [InlineData("mesh", "..", "")]
    [InlineData("", ".", "")]
    [InlineData("mesh", "a/../b", "mesh/b")]
    [InlineData("mesh", "../apps/**/*.yaml", "apps/**/*.yaml")]
    [InlineData("", "a..b/...", "a..b/...")]
    public void Follows_a_path_from_a_folder(string folder, string path, string expected)
    {
        Assert.Equal(SourcePathProblem.None, SourcePaths.Resolve(folder, path, out var resolved));
        Assert.Equal(expected, resolved);
    }

    [Theory]
    [InlineData("", SourcePathProblem.Empty)]
    [InlineData("/etc/passwd", SourcePathProblem.Absolute)]
    [InlineData("~/x", SourcePathProblem.Absolute)]
    [InlineData("C:/x", SourcePathProblem.Absolute)]
    [InlineData("c:x", SourcePathProblem.Absolute)]
    [InlineData("https://example.com/x.yaml", SourcePathProblem.Absolute)]
    [InlineData(@"apps\aws", SourcePathProblem.Backslash)]
    [InlineData("apps\0", SourcePathProblem.Character)]
    [InlineData("apps\n", SourcePathProblem.Character)]
    [InlineData("../..", SourcePathProblem.Outside)]
    [InlineData("a/../../../b", SourcePathProblem.Outside)]
    [InlineData("*/../b", SourcePathProblem.ParentAfterWildcard)]
    public void Refuses_what_can_not_be_followed(string path, SourcePathProblem problem)
    {
        Assert.Equal(problem, SourcePaths.Resolve("mesh", path, out var resolved));
        Assert.Equal("", resolved);
    }

    [Fact]
    public void Refuses_an_endless_path() =>
        Assert.Equal(SourcePathProblem.TooLong, SourcePaths.Resolve("", new string('a', 5000), out _));

    [Fact]
    public void Knows_folder_name_and_what_lies_within()
    {
        Assert.Equal(("a/b", "c.yaml"), (SourcePaths.FolderOf("a/b/c.yaml"), SourcePaths.NameOf("a/b/c.yaml")));
        Assert.Equal(("", "c.yaml"), (SourcePaths.FolderOf("c.yaml"), SourcePaths.NameOf("c.yaml")));
        Assert.True(SourcePaths.IsWithin("a/b", "a"));
        Assert.True(SourcePaths.IsWithin("a/b", ""));
        Assert.True(SourcePaths.IsWithin("a", "a"));
        Assert.False(SourcePaths.IsWithin("ab", "a"));
    }

    [Theory]
    [InlineData("", "mesh/acme.yaml", "mesh/acme.yaml")]
    [InlineData("teams/shop", "teams/shop/mesh/acme.yaml", "mesh/acme.yaml")]
    [InlineData("teams/shop", "teams/apps/a.yaml", "../apps/a.yaml")]
    [InlineData("teams/shop", "teams/shopping/a.yaml", "../shopping/a.yaml")]
    [InlineData("a/b", "c.yaml", "../../c.yaml")]
    public void Sees_a_path_from_a_folder(string folder, string path, string expected) =>
        Assert.Equal(expected, SourcePaths.RelativeTo(folder, path));
}
