using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Sources;

public sealed class SourceFilesTests
{
    private static readonly SourceText Spec = new("mesh/cluster.yaml", "manifests: []");

    private readonly InMemorySourceFolder _folder = new(
        ("mesh/cluster.yaml", ""),
        ("apps/b.yaml", ""),
        ("apps/a.yml", ""),
        ("apps/README.md", ""),
        ("apps/shop/c.yaml", ""),
        ("apps/.hidden/d.yaml", ""),
        ("docs/x.md", ""),
        ("list.json", ""));

    [Theory]
    [InlineData("../apps", "apps/a.yml apps/b.yaml apps/shop/c.yaml")]
    [InlineData("../apps/b.yaml", "apps/b.yaml")]
    [InlineData("../list.json", "list.json")]
    [InlineData("../apps/*", "apps/a.yml apps/b.yaml")]
    [InlineData("../apps/*.yaml", "apps/b.yaml")]
    [InlineData("../**/c.yaml", "apps/shop/c.yaml")]
    [InlineData(".", "mesh/cluster.yaml")]
    public void Finds_the_files_of_a_file_folder_or_glob(string path, string expected)
    {
        var (files, diagnostics) = SourceFiles.Resolve(_folder, "mesh", At(path));

        Assert.Empty(diagnostics);
        Assert.Equal(expected, string.Join(' ', files));
    }

    [Theory]
    [InlineData("apps", "MGO1103", "There is no file or folder 'apps'.")]
    [InlineData("../docs", "MGO1104", "The folder '../docs' holds no '*.yaml' or '*.yml' file.")]
    [InlineData("../apps/x-*.yaml", "MGO1104", "The pattern '../apps/x-*.yaml' matches no '*.yaml' or '*.yml' file.")]
    [InlineData("none/*.yaml", "MGO1104", "The pattern 'none/*.yaml' matches no '*.yaml' or '*.yml' file.")]
    [InlineData("../../etc", "MGO1102", "The path '../../etc' leads out of the repository.")]
    [InlineData("/etc", "MGO1101", "The path '/etc' is not relative.")]
    [InlineData("", "MGO1101", "The path is empty.")]
    [InlineData("a\\b", "MGO1101", "The path 'a\\b' has a backslash.")]
    [InlineData("a\0b", "MGO1101", "The path has a control character.")]
    [InlineData("*/../b", "MGO1101", "The path '*/../b' has '..' after a wildcard.")]
    public void Reports_a_path_that_leads_nowhere_where_it_is_written(string path, string id, string message)
    {
        var (files, diagnostics) = SourceFiles.Resolve(_folder, "mesh", At(path));

        Assert.Empty(files);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.Message));
        Assert.Equal(new TextSpan(11, 2), diagnostic.Location.Span);
    }

    [Fact]
    public void Reports_a_link_that_leads_out()
    {
        var folder = new LinkedFolder();

        Assert.Equal("MGO1102", Assert.Single(SourceFiles.Resolve(folder, "", At("link")).Diagnostics).Id);
        Assert.Equal("MGO1102", Assert.Single(SourceFiles.Resolve(folder, "", At("link/*.yaml")).Diagnostics).Id);
    }

    [Fact]
    public void Several_paths_give_each_file_once()
    {
        var (files, diagnostics) = SourceFiles.Resolve(_folder, "", [At("apps/shop"), At("none"), At("apps/**")]);

        Assert.Equal("apps/a.yml apps/b.yaml apps/shop/c.yaml", string.Join(' ', files));
        Assert.Equal("MGO1103", Assert.Single(diagnostics).Id);
    }

    private static Located<string> At(string path) => new(path, Spec.At(new TextSpan(11, 2)));

    private sealed class LinkedFolder : ISourceFolder
    {
        public SourceEntry EntryAt(string path) => SourceEntry.Outside;

        public ImmutableArray<string> FilesBelow(string folder) => throw new InvalidOperationException("Nothing is listed outside.");

        public Diagnosed<SourceText?> Read(string path, SourceLocation? cause) => throw new InvalidOperationException("Nothing is read outside.");
    }
}
