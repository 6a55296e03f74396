using MeshGitOps.Specs.Sources;

namespace MeshGitOps.Tests.Sources;

public sealed class SourceGlobTests
{
    [Theory]
    [InlineData("*.yaml", "a.yaml", true)]
    [InlineData("*.yaml", "a/b.yaml", false)]
    [InlineData("**", "a/b.yaml", true)]
    [InlineData("**/*.yaml", "b.yaml", true)]
    [InlineData("**/*.yaml", "a/b/c.yaml", true)]
    [InlineData("a/**", "a", true)]
    [InlineData("a/**/c", "a/c", true)]
    [InlineData("a/**/c", "a/b/b/c", true)]
    [InlineData("a/**/c", "a/b/b/d", false)]
    [InlineData("a/**/b/**/c", "a/x/b/y/b/c", true)]
    [InlineData("a/*/c", "a/c", false)]
    [InlineData("app-?.yaml", "app-1.yaml", true)]
    [InlineData("app-?.yaml", "app-.yaml", false)]
    [InlineData("a*b*c", "aXbXbc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("a**c", "abc", true)]
    [InlineData("[ab].yaml", "a.yaml", false)]
    [InlineData("[ab].yaml", "[ab].yaml", true)]
    [InlineData("a", "A", false)]
    public void Matches_whole_paths(string glob, string path, bool expected) =>
        Assert.Equal(expected, SourceGlob.IsMatch(glob, path));

    [Theory]
    [InlineData("apps/*/x.yaml", "apps")]
    [InlineData("apps/aws-*.yaml", "apps")]
    [InlineData("**", "")]
    [InlineData("a/b/c?.yaml", "a/b")]
    public void Knows_the_folder_to_list(string glob, string folder) => Assert.Equal(folder, SourceGlob.FolderOf(glob));

    [Fact]
    public void A_hostile_glob_takes_no_exponential_time()
    {
        var stars = string.Concat(Enumerable.Repeat("a*", 1000)) + "b";
        var folders = string.Concat(Enumerable.Repeat("**/a/", 400)) + "b";

        Assert.False(SourceGlob.IsMatch(stars, new string('a', 2000)));
        Assert.False(SourceGlob.IsMatch(folders, string.Join('/', Enumerable.Repeat("a", 2000))));
    }
}
