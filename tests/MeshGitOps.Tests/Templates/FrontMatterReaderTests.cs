using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Templates;

public sealed class FrontMatterReaderTests
{
    [Theory]
    [InlineData("for: [|Clusters|]", "A template cannot be for 'Clusters'.")]
    [InlineData("for: [|[Cluster]|]", "The front matter does not say what the template is for.")]
    [InlineData("for: Cluster\n[|fro|]: a", "Unknown field 'fro' in the front matter.")]
    [InlineData("for: Cluster\nname: [|A|]", "The name 'A' of the template cannot be a folder of the output.")]
    [InlineData("for: Cluster\nname: [|con|]", "The name 'con' of the template cannot be a folder of the output.")]
    [InlineData("for: Cluster\nname: [|..|]", "The name '..' of the template cannot be a folder of the output.")]
    [InlineData("for: Cluster\nname: [|a/b|]", "The name 'a/b' of the template cannot be a folder of the output.")]
    [InlineData("for: Cluster\nname: [|[a]|]", "The name '' of the template cannot be a folder of the output.")]
    [InlineData("for: Cluster\nclusters: [|[a]|]", "Field 'clusters' must be a mapping.")]
    [InlineData("for: Cluster\nclusters: {names: [|a|]}", "Field 'clusters.names' must be a list.")]
    [InlineData("for: Cluster\nclusters: {names: [[|1|]]}", "Field 'clusters.names' must hold texts.")]
    [InlineData("for: Cluster\nclusters: {matchLabels: [|[a]|]}", "Field 'clusters.matchLabels' must be a mapping.")]
    [InlineData("for: Cluster\nclusters: {matchLabels: {a: [|true|]}}", "Field 'clusters.matchLabels' must hold texts.")]
    [InlineData("for: Cluster\nclusters: {[|label|]: a}", "Unknown field 'clusters.label' in the front matter.")]
    [InlineData("for: Cluster\nclusters: {names: [[|west|]]}", "There is no Cluster 'west'.")]
    [InlineData("for: Cluster\n[|for|]: Cluster", "The key 'for' stands in this mapping already.")]
    public void Reports_what_it_does_not_know(string frontMatter, string message)
    {
        var marked = MarkedSource.Parse($"---\n{frontMatter}\n---\n", TemplateSample.Path);
        marked.AssertFindings(TemplateSample.Read((TemplateSample.Path, marked.Text)).Diagnostics, message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: b\n---\nfor: Cluster\n---\n")]
    [InlineData("---\nfor: Cluster\n")]
    [InlineData("--- for: Cluster\n---\n")]
    public void Asks_for_front_matter(string text)
    {
        var finding = Assert.Single(TemplateSample.Read((TemplateSample.Path, text)).Diagnostics);
        Assert.Equal("The template has no front matter.", finding.Message);
    }

    [Theory]
    [InlineData("---\nfor: GlobalService\nname: other\n---\n", "other", TemplateTarget.GlobalService)]
    [InlineData("---\r\nfor: GlobalNamespace\r\n---\r\n", "sample", TemplateTarget.GlobalNamespace)]
    [InlineData("---\nfor: Cluster\n---", "sample", TemplateTarget.Cluster)]
    [InlineData("---\nfor: Cluster\nclusters: {names: ['*'], matchLabels: {}}\n---\n", "sample", TemplateTarget.Cluster)]
    public void Reads_name_and_target(string text, string name, TemplateTarget target)
    {
        var (set, findings) = TemplateSample.Read((TemplateSample.Path, text));
        Assert.Empty(findings);
        var template = Assert.Single(set.Templates);
        Assert.Equal((name, target), (template.Name, template.Target));
        Assert.True(template.Selects(TemplateSample.Plan));
    }

    [Theory]
    [InlineData("{matchLabels: {env: prod}}", true)]
    [InlineData("{matchLabels: {env: prod, example.com/team: shop}}", true)]
    [InlineData("{matchLabels: {env: test}}", false)]
    [InlineData("{matchLabels: {tier: prod}}", false)]
    [InlineData("{names: ['*'], matchLabels: {env: test}}", false)]
    public void Selects_clusters_by_their_labels(string clusters, bool isSelected)
    {
        var set = TemplateSample.Read((TemplateSample.Path, $"---\nfor: Cluster\nclusters: {clusters}\n---\n")).Value;
        Assert.Equal(isSelected, Assert.Single(set.Templates).Selects(TemplateSample.Plan));
    }

    [Fact]
    public void Takes_every_hbs_file_of_the_default_folder_and_nothing_else()
    {
        const string text = "---\nfor: Cluster\n---\n";
        var (set, findings) = TemplateSample.Read(
            ("templates/b.hbs", text), ("templates/deep/a.v2.hbs", text), ("templates/README.md", "# a"), ("templates/c.yaml", "a: b"), ("other/d.hbs", text));
        Assert.Empty(findings);
        Assert.Equal(["a", "b"], set.Templates.Select(template => template.Name));
    }

    [Fact]
    public void Is_the_empty_set_where_there_is_no_folder()
    {
        var (set, findings) = TemplateSet.Read(new InMemorySourceFolder(("mesh.yaml", "a: b")), new SpecSet());
        Assert.Same(TemplateSet.Empty, set);
        Assert.Empty(findings);
    }
}
