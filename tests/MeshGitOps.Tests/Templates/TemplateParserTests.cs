using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Templates;

public sealed class TemplateParserTests
{
    [Theory]
    [InlineData("[|{{|]cluster.name", "The tag is not closed.")]
    [InlineData("[|{{|]yaml \"a}}", "The tag is not closed.")]
    [InlineData("[|{{|]cluster.\nname}}", "The tag is not closed.")]
    [InlineData("{{[||]}}", "The tag is empty.")]
    [InlineData("[|{{|]! never ends", "The comment is not closed.")]
    [InlineData("[|{{|]!-- never ends }}", "The comment is not closed.")]
    [InlineData("[|{{#if cluster.name}}|]", "The block '#if' is not closed.")]
    [InlineData("[|{{/if}}|]", "The tag closes a block 'if' that is not open.")]
    [InlineData("[|{{else}}|]", "The 'else' stands in no block.")]
    [InlineData("{{#if model}}{{else}}[|{{else}}|]{{/if}}", "The block has an 'else' already.")]
    [InlineData("{{#each model}}[|{{else if model}}|]{{/each}}", "After 'else' only 'if' may stand, and only in a block '#if'.")]
    [InlineData("[|{{#list model}}|]{{/list}}", "There is no block '#list'.")]
    [InlineData("{{#if[||]}}{{/if}}", "Block '#if' has no argument.")]
    [InlineData("{{#if model [|cluster|]}}{{/if}}", "Block '#if' takes nothing after its first value.")]
    [InlineData("{{#each model [|as |item||]}}{{/each}}", "Block '#each' takes nothing after its first value.")]
    [InlineData("[|{{{cluster.name}}}|]", "Three braces stand together.")]
    [InlineData("[|{{{ cluster.name}}|]", "Templates have no tag that begins with '{'.")]
    [InlineData("[|{{&cluster.name}}|]", "Templates have no tag that begins with '&'.")]
    [InlineData("[|{{> secrets}}|]", "Templates have no tag that begins with '>'.")]
    [InlineData("[|{{* log}}|]", "Templates have no tag that begins with '*'.")]
    [InlineData("[|{{#*inline \"a\"}}|]{{/inline}}", "There is no block '#*inline'.")]
    [InlineData("[|{{^}}|]", "Templates have no tag that begins with '^'.")]
    [InlineData("[|\\{{|]cluster.name}}", "A backslash does not escape a tag.")]
    [InlineData("{a: [|{{cluster.name}}}|]", "Three braces stand together.")]
    [InlineData("{{[|lookup|] cluster \"name\"}}", "There is no function 'lookup'.")]
    [InlineData("{{[|log|]}}", "The word 'log' names no field.")]
    [InlineData("{{[|null|]}}", "The word 'null' names no field.")]
    [InlineData("{{[|@partial-block|]}}", "The word '@partial-block' names no field.")]
    [InlineData("{{[|@index.|]name}}", "The variable '@index' has no fields.")]
    [InlineData("{{[|yaml|]}}", "Function 'yaml' takes 1 value.")]
    [InlineData("{{[|indent|] 4}}", "Function 'indent' takes 2 values.")]
    [InlineData("{{yaml model [|cluster|]}}", "The tag takes nothing after its first value.")]
    [InlineData("{{yaml [|(|]json model}}", "The parenthesis is not closed after the function and its values.")]
    [InlineData("{{yaml (json (json (json (json [|(|]json model)))))}}", "Too many functions stand inside one another.")]
    [InlineData("{{yaml [|\"{\"|]}}", "A text in a tag holds no brace and no backslash.")]
    [InlineData("{{indent [|1234567|] \"a\"}}", "A number in a tag has at most 6 digits and nothing else.")]
    [InlineData("{{cluster[|.|]}}", "The name of a field is missing after the dot.")]
    [InlineData("{{cluster[|.|][name]}}", "The name of a field is missing after the dot.")]
    [InlineData("{{cluster[|/|]name}}", "The character '/' cannot stand in an expression.")]
    [InlineData("{{[|=|]}}", "No field, text, number or function begins here.")]
    [InlineData("{{cluster.[|Name|]}}", "The model has no field 'Name'.")]
    [InlineData("{{globalNamespaces.[|length|]}}", "The model has no field 'length'.")]
    [InlineData("{{cluster.name.[|Length|]}}", "The model has no field 'Length'.")]
    [InlineData("a[|\uFDD0|]", "The character is reserved by Unicode and may not stand in a template.")]
    public void Reports_the_place_of_a_mistake(string template, string message)
    {
        var marked = MarkedSource.Parse($"---\nfor: Cluster\n---\n{template}", TemplateSample.Path);
        marked.AssertFindings(TemplateSample.Read((TemplateSample.Path, marked.Text)).Diagnostics, message);
    }

    [Fact]
    public void Reports_every_expression_that_is_wrong()
    {
        var marked = MarkedSource.Parse(
            """
            ---
            for: Cluster
            ---
            {{cluster.[|nam|]}} {{[|upper|] cluster.name}}
            {{#each [|hots|]}}{{[|hst|]}}{{/each}}
            """,
            TemplateSample.Path);
        marked.AssertFindings(
            TemplateSample.Read((TemplateSample.Path, marked.Text)).Diagnostics,
            "The model has no field 'nam'.",
            "There is no function 'upper'.",
            "The model has no field 'hots'.",
            "The model has no field 'hst'.");
    }

    [Theory]
    [InlineData(1001, "{{! a }}", "", "The template has more than 1000 tags.")]
    [InlineData(17, "{{#if model}}", "{{/if}}", "More than 16 blocks stand inside one another.")]
    [InlineData(100_000, "{{#each model}}", "{{/each}}", "More than 16 blocks stand inside one another.")]
    [InlineData(300_000, "a", "", "The template has 300017 characters, but at most 262144 are read.")]
    public void Bounds_what_a_template_holds(int count, string open, string close, string message)
    {
        var text = string.Concat(Enumerable.Repeat(open, count)) + string.Concat(Enumerable.Repeat(close, count));
        var expected = text.Length > 262_000 ? $"The template has {text.Length + 21} characters, but at most 262144 are read." : message;
        var finding = Assert.Single(TemplateSample.Read((TemplateSample.Path, $"---\nfor: Cluster\n---\n{text}")).Diagnostics);
        Assert.Equal(("MGO4207", expected), (finding.Id, finding.Message));
    }

    [Fact]
    public void Counts_each_else_if_as_a_block_inside_the_one_before()
    {
        var chain = "{{#if model}}" + string.Concat(Enumerable.Repeat("{{else if model}}", 16)) + "{{/if}}";
        var finding = Assert.Single(TemplateSample.Read((TemplateSample.Path, $"---\nfor: Cluster\n---\n{chain}")).Diagnostics);
        Assert.Equal("More than 16 blocks stand inside one another.", finding.Message);
    }
}
