using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Yaml;

public sealed class YamlTreeBuilderTests
{
    [Fact]
    public void Reads_mappings_lists_and_scalars_with_their_places()
    {
        const string Text = """
            # A comment.
            a:
              - x
              - 'y z'
            b: {c: [1, 2], d: }

            # Another one.
            """;

        var root = Assert.IsType<YamlMapping>(YamlTree.Root(Text));

        Assert.Equal(["a", "b"], root.Entries.Select(entry => entry.Key.Value));
        Assert.Equal("- x\n  - 'y z'", YamlTree.Underlined(root["a"]!.Location));
        Assert.Equal("{c: [1, 2], d: }", YamlTree.Underlined(root["b"]!.Location));
        Assert.Equal("[1, 2]", YamlTree.Underlined(((YamlMapping)root["b"]!)["c"]!.Location));
        var quoted = Assert.IsType<YamlScalar>(((YamlSequence)root["a"]!).Items[1]);
        Assert.Equal(("y z", false), (quoted.Value, quoted.IsPlain));
        Assert.Equal("'y z'", YamlTree.Underlined(quoted.Location));
        Assert.Equal(new LinePosition(4, 5), quoted.Location.Position);
        Assert.Equal("a:\n  - x\n  - 'y z'\nb: {c: [1, 2], d: }", YamlTree.Underlined(root.Location));
    }

    [Fact]
    public void Keeps_no_empty_documents()
    {
        var (documents, diagnostics) = YamlTree.Build("---\n---\n# nothing\n---\na: 1\n...\n---\nnull\n--- text\n");

        Assert.Empty(diagnostics);
        Assert.Equal(["a: 1", "text"], documents.Select(document => YamlTree.Underlined(document.Root.Location)));
        Assert.Empty(YamlTree.Build("").Value);
    }

    [Fact]
    public void Reads_carriage_returns_and_a_byte_order_mark()
    {
        const string Text = "\uFEFFa: 1\r\nb:\r\n- é😀: x\r\n- y\r\n";

        var root = Assert.IsType<YamlMapping>(YamlTree.Root(Text));

        Assert.Equal("a", YamlTree.Underlined(root.Entries[0].Key.Location));
        Assert.Equal("x", YamlTree.Underlined(((YamlMapping)((YamlSequence)root["b"]!).Items[0])["é😀"]!.Location));
        Assert.Equal("y", YamlTree.Underlined(((YamlSequence)root["b"]!).Items[1].Location));
    }

    [Fact]
    public void A_tag_or_quotes_make_a_string()
    {
        var root = (YamlMapping)YamlTree.Root("a: !!str 1\nb: ! 1\nc: \"1\"\nd: |\n  1\ne: !mine 1\nf: 1\n");

        Assert.Equal(
            [false, false, false, false, true, true],
            root.Entries.Select(entry => ((YamlScalar)entry.Value).IsPlain));
        Assert.Equal("|\n  1", YamlTree.Underlined(root["d"]!.Location));
    }

    [Fact]
    public void An_alias_repeats_its_node_at_its_own_place()
    {
        var root = (YamlMapping)YamlTree.Root("a: &x {b: [c]}\nd: *x\n");

        var copy = (YamlMapping)root["d"]!;
        Assert.Equal("c", ((YamlScalar)((YamlSequence)copy["b"]!).Items[0]).Value);
        Assert.Equal("*x", YamlTree.Underlined(((YamlSequence)copy["b"]!).Items[0].Location));
    }

    [Fact]
    public void A_merge_key_adds_what_the_mapping_does_not_say()
    {
        var root = (YamlMapping)YamlTree.Root("""
            one: &one {a: 1, b: 1}
            two: &two {b: 2, c: 2}
            merged:
              <<: [*one, *two]
              a: 3
            """);

        var merged = (YamlMapping)root["merged"]!;
        Assert.Equal(["a=3", "b=1", "c=2"], merged.Entries.Select(entry => $"{entry.Key}={entry.Value}"));
    }

    [Fact]
    public void Numbers_the_nodes_in_reading_order()
    {
        const string Text = "a: &x {b: 1}\nc: [*x, {<<: *x, d: 2}]\n";
        var source = new SourceText("test.yaml", Text);

        YamlTree.AssertSound(YamlTreeBuilder.Build(source), source);
    }
}
