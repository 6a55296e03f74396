using System.Diagnostics;
using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Yaml;

public sealed class YamlFindingTests
{
    [Fact]
    public void Reports_a_duplicate_key_with_the_first_place()
    {
        var finding = YamlTree.Finding("a: 1\nb: 2\n\"a\": 3\n", YamlDiagnostics.DuplicateKey);

        Assert.Equal("The key 'a' stands in this mapping already.", finding.Message);
        Assert.Equal(3, finding.Location.Position.Line);
        Assert.Equal("a", YamlTree.Underlined(Assert.Single(finding.Related).Location));
        var kept = (YamlMapping)Assert.Single(YamlTree.Build("a: 1\na: 3\n").Value).Root;
        Assert.Equal("1", kept["a"]!.ToString());
    }

    [Fact]
    public void Finds_a_duplicate_key_in_a_large_mapping()
    {
        var text = string.Concat(Enumerable.Range(0, 1000).Select(number => $"k{number}: x\n"));

        Assert.Empty(YamlTree.Build(text).Diagnostics);
        Assert.Equal("The key 'k7' stands in this mapping already.", YamlTree.Finding(text + "k7: y\n", YamlDiagnostics.DuplicateKey).Message);
    }

    [Theory]
    [InlineData("a:\n\tb: 1\n")]
    [InlineData("a:\n \tb: 1\n")]
    [InlineData("a:\n \t- b\n")]
    [InlineData("a: 1\n\tb: 2\n")]
    public void Reports_a_tab_in_the_indentation(string text) =>
        Assert.Equal("\t", YamlTree.Underlined(YamlTree.Finding(text, YamlDiagnostics.Tab).Location));

    [Theory]
    [InlineData("a:\tb\n")]
    [InlineData("-\ta\n- \tb: 1\n")]
    [InlineData("a: {\n\tb: 1}\n")]
    [InlineData("a: |\n  \tx\n")]
    public void Allows_a_tab_elsewhere(string text) => Assert.Empty(YamlTree.Build(text).Diagnostics);

    [Theory]
    [InlineData("? [a]\n: b\n")]
    [InlineData("{[a]: b}\n")]
    [InlineData("? {a: b}\n")]
    public void Reports_a_key_that_is_a_collection(string text) => YamlTree.Finding(text, YamlDiagnostics.KeyIsNoScalar);

    [Fact]
    public void Reports_an_alias_without_an_anchor()
    {
        var finding = YamlTree.Finding("a: &x 1\n---\nb: *x\n---\nc: 2\n", YamlDiagnostics.UnknownAlias);

        Assert.Equal("The alias '*x' has no anchor '&x' before it in this document.", finding.Message);
        Assert.Equal(2, YamlTree.Build("a: &x 1\n---\nb: *x\n---\nc: 2\n").Value.Length);
    }

    [Fact]
    public void Reports_an_alias_inside_its_own_node() =>
        Assert.Equal("The alias '*x' stands inside the node that it repeats.", YamlTree.Finding("a: &x [*x]\n", YamlDiagnostics.UnknownAlias).Message);

    [Theory]
    [InlineData("<<: 1\n")]
    [InlineData("<<: [{a: 1}, b]\n")]
    public void Reports_a_merge_of_no_mapping(string text) => YamlTree.Finding(text, YamlDiagnostics.Merge);

    [Fact]
    public void Reports_a_control_character() =>
        Assert.Equal("The control character U+0000 is not allowed in YAML.", YamlTree.Finding("a: \0\n", YamlDiagnostics.ControlCharacter).Message);

    [Theory]
    [InlineData("a: {{ .Values.a }}\n")]
    [InlineData("a: 1\n{{- if .Values.b }}\nb: 2\n{{- end }}\n")]
    [InlineData("{{- define \"x\" }}\n")]
    public void Reports_a_template(string text) => YamlTree.Finding(text, YamlDiagnostics.Template);

    [Fact]
    public void A_quoted_template_expression_is_a_string() => Assert.Empty(YamlTree.Build("a: '{{ x }}'\n").Diagnostics);

    [Theory]
    [InlineData("a: b: c\n", "A second ':' stands in this line, or its indentation fits neither the line above nor a nested block.")]
    [InlineData("a: [1, 2\nb: 3\n", "The text is not valid YAML from here on.")]
    [InlineData("a: 'x\n", "The quote that begins this text is not closed.")]
    [InlineData("a: @x\n", "A value cannot begin with this character.")]
    [InlineData("a: 1\n  - b\n c: 2\n", "A second ':' stands in this line, or its indentation fits neither the line above nor a nested block.")]
    [InlineData("a: !x!y z\n", "The tag has a handle that no %TAG line declares.")]
    [InlineData("[a]]\n", "Something stands after the end of the document.")]
    [InlineData("a: \"\\q\"\n", "The escape in this text is unknown.")]
    public void Says_what_is_no_yaml_in_a_sentence(string text, string message) =>
        Assert.Equal(message, YamlTree.Finding(text, YamlDiagnostics.Syntax).Message);

    [Fact]
    public void Returns_the_documents_before_the_broken_one()
    {
        var (documents, diagnostics) = YamlTree.Build("a: 1\n---\nb: 2\n---\nc: [\n---\nd: 4\n");

        Assert.Equal(2, documents.Length);
        Assert.Equal(YamlDiagnostics.Syntax, Assert.Single(diagnostics).Descriptor);
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "aliases", "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(0, 20).Select(level => $"b{level}: &b{level} [{string.Join(',', Enumerable.Repeat(level == 0 ? "*a" : $"*b{level - 1}", 9))}]\n")) },
        { "flow lists", new string('[', 1_000_000) },
        { "flow lists on lines", string.Concat(Enumerable.Repeat("[\n", 1_000_000)) },
        { "flow mappings", string.Concat(Enumerable.Repeat("{a: ", 500_000)) },
        { "block lists", string.Concat(Enumerable.Repeat("- ", 1_000_000)) },
        { "keys", string.Concat(Enumerable.Repeat("? ", 1_000_000)) },
        { "nodes", string.Concat(Enumerable.Repeat("-\n", 2_000_000)) },
        { "flow nodes", "[" + string.Concat(Enumerable.Repeat("a,", 2_000_000)) + "]" },
        { "documents", string.Concat(Enumerable.Repeat("--- a\n", 600_000)) },
        { "duplicates", "{" + string.Concat(Enumerable.Repeat("a: ,", 1_000_000)) + "}" },
        { "scalar", new string('a', 3_000_000) },
        { "quoted scalar", "'" + new string('a', 3_000_000) + "'" },
        { "words", string.Concat(Enumerable.Repeat("a ", 1_500_000)) },
        { "lines", string.Concat(Enumerable.Repeat("a\n", 1_500_000)) },
        { "key", new string('k', 3_000_000) + ": 1" },
        { "explicit key", "? " + new string('k', 1_000_000) + "\n: 1" },
        { "size", new string('\n', 5_000_000) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_is_few_findings_in_little_time(string what, string text)
    {
        var source = new SourceText("test.yaml", text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var built = YamlTreeBuilder.Build(source);
        watch.Stop();
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;

        Assert.InRange(built.Diagnostics.Length, 1, YamlLimits.Findings + 1);
        Assert.Equal(YamlDiagnostics.TooLarge, built.Diagnostics[^1].Descriptor);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"The {what} took {watch.Elapsed} and {allocated} MiB.");
    }
}
