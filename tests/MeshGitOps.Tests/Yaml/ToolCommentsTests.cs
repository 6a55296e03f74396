using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Yaml;

public sealed class ToolCommentsTests
{
    [Theory]
    [InlineData("a: 1 # meshgitops: [|x|]\n", "1")]
    [InlineData("# meshgitops: [|x y|]  \na: 1\n", "2")]
    [InlineData("#meshgitops:[|x|]\r\na: 1\r\n", "2")]
    [InlineData("## meshgitops: [|x|]", "2")]
    [InlineData("# meshgitops: [|x|]\n# meshgitops: [|y|]\na: 1\n", "3,3")]
    [InlineData("# meshgitops: [|x|]\n# another\na: 1\n", "2")]
    [InlineData("a: 1 # meshgitops: [|x|]\n# meshgitops: [|y|]\nb: 1 # meshgitops: [|z|]\n", "1,3,3")]
    [InlineData("- # meshgitops: [|x|]\n  a: 1\n- b # meshgitops: [|y|]\n# meshgitops: [|z|]\n---\n# meshgitops: [|w|]\nc\n", "1,3,5,7")]
    [InlineData("a: | # meshgitops: [|x|]\n  text\nb: {c: 1, # meshgitops: [|y|]\n  d: 2}\n", "1,3")]
    public void Says_which_line_a_comment_is_about(string markup, string lines)
    {
        var marked = MarkedSource.Parse(markup);

        var comments = ToolComments.Find(marked.Source);

        Assert.Equal(marked.Spans, comments.Select(comment => comment.Location.Span));
        Assert.Equal(lines, string.Join(',', comments.Select(comment => comment.Line)));
    }

    [Theory]
    [InlineData("a: |\n  # meshgitops: x\n")]
    [InlineData("a: >-\n  text\n  # meshgitops: x\n")]
    [InlineData("a: '# meshgitops: x'\n")]
    [InlineData("a: \"\n  # meshgitops: x\"\n")]
    [InlineData("a: b#meshgitops:x\n")]
    [InlineData("# see meshgitops: x\n")]
    [InlineData("meshgitops: x\n")]
    public void Leaves_text_alone_that_looks_like_a_comment(string text) =>
        Assert.Empty(ToolComments.Find(new SourceText("a.yaml", text)));

    [Fact]
    public void Counts_from_a_byte_order_mark_as_the_tree_does()
    {
        var comment = Assert.Single(ToolComments.Find(new SourceText("a.yaml", "\uFEFF# meshgitops: x\na: 1\n")));

        Assert.Equal(("x", 2), (comment.Text, comment.Line));
    }

    [Theory]
    [InlineData("# meshgitops: x\na: [1\nb: 2\n")]
    [InlineData("# meshgitops: x\nc: x#meshgitops: no\n? k # meshgitops: y\n")]
    [InlineData("# meshgitops: x\n\t- a\n  %")]
    public void Ends_at_a_syntax_error(string text) =>
        Assert.Contains(ToolComments.Find(new SourceText("a.yaml", text)), comment => comment.Text == "x");

    [Fact]
    public void Reads_a_hundred_thousand_comments_above_one_line()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
        {
            text.Append("# meshgitops: allow x\n");
        }

        var comments = ToolComments.Find(new SourceText("a.yaml", text.Append("a: 1\n").ToString()));

        Assert.Equal(100_000, comments.Length);
        Assert.All(comments, comment => Assert.Equal(100_001, comment.Line));
    }
}
