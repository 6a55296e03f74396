using System.Collections.Immutable;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.TestSupport;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace MeshGitOps.Tests.Schemas;

public sealed class ObjectSchemaTests
{
    /// <summary>Each keyword, with an object that it refuses at the marks; NJsonSchema refuses the same objects.</summary>
    [Theory]
    [InlineData("{required: [a]}", "[|b|]: 1", "a")]
    [InlineData("{properties: {a: {required: [b], properties: {b: {type: string}}}}}", "[|a|]: {c: 1}", "a.b")]
    [InlineData("{properties: {a: {type: string}}}", "a: [|1|]", "a")]
    [InlineData("{properties: {a: {type: [integer, boolean]}}}", "a: [|x|]", "a")]
    [InlineData("{properties: {a: {type: number}}}", "a: [|x|]", "a")]
    [InlineData("{properties: {a: {enum: [x, y]}}}", "a: [|z|]", "a")]
    [InlineData("{properties: {a: {enum: [x, y]}}}", "[|a|]: {}", "a")]
    [InlineData("{properties: {a: {pattern: '^x'}}}", "a: [|yx|]", "a")]
    [InlineData("{properties: {a: {minLength: 2}}}", "a: [|x|]", "a")]
    [InlineData("{properties: {a: {maxLength: 2}}}", "a: [|xyz|]", "a")]
    [InlineData("{properties: {a: {minimum: 2.5}}}", "a: [|2|]", "a")]
    [InlineData("{properties: {a: {maximum: 1e1}}}", "a: [|11|]", "a")]
    [InlineData("{properties: {a: {}}, additionalProperties: false}", "a: 1\n[|b|]: 1", "b")]
    [InlineData("{additionalProperties: {type: string}}", "a: x\nb: [|1|]", "b")]
    [InlineData("{required: [b], additionalProperties: {type: string}}", "a: x\nb: [|1|]", "b")]
    [InlineData("{properties: {spec: {properties: {a: {items: {type: string}}}}}}", "spec: {a: [x, [|1|]]}", "spec.a[1]")]
    [InlineData("{properties: {a: {minItems: 1}}}", "[|a|]: []", "a")]
    [InlineData("{properties: {a: {maxItems: 1}}}", "[|a|]: [1, 2]", "a")]
    [InlineData("{properties: {a: {uniqueItems: true}}}", "a: [x, [|x|]]", "a")]
    [InlineData("{minProperties: 2}", "[|a|]: 1", "")]
    [InlineData("{properties: {a: {maxProperties: 1}}}", "[|a|]: {b: 1, c: 1}", "a")]
    public async Task Refuses_at_the_exact_place(string schema, string markup, string field)
    {
        var marked = MarkedSource.Parse(markup);
        var root = (YamlMapping)YamlTreeBuilder.Build(marked.Source).Value[0].Root;

        var violations = Compile(schema).Check(root, "it").ToList();

        Assert.Equal(marked.Spans, violations.Select(violation => violation.Location.Span));
        Assert.All(violations, violation => Assert.Equal(field, violation.Field));
        Assert.All(violations, violation => Assert.EndsWith(".", violation.Message, StringComparison.Ordinal));
        using var written = new YamlTreeJsonReader(YamlTreeBuilder.Build(new SourceText("schema.yaml", schema)).Value[0].Root);
        var oracle = await JsonSchema.FromJsonAsync(JToken.Load(written).ToString());
        using var reader = new YamlTreeJsonReader(root);
        Assert.NotEmpty(oracle.Validate(JToken.Load(reader)));
    }

    [Theory]
    [InlineData("{}", "a: 1")]
    [InlineData("{properties: {a: true, b: {required: [c]}}}", "a: 1\nb: x")]
    [InlineData("{properties: {a: {enum: [1, true, x]}}}", "a: true")]
    [InlineData("{properties: {metadata: {properties: {labels: {required: [team]}}}}}", "metadata: {}")]
    [InlineData("{title: x, description: x, default: {}, examples: [], $comment: x, $schema: x}", "a: 1")]
    public void Takes_what_JSON_Schema_takes(string schema, string text) =>
        Assert.Empty(Compile(schema).Check((YamlMapping)YamlTreeBuilder.Build(new SourceText("a.yaml", text)).Value[0].Root, "it"));

    [Fact]
    public void Refuses_a_schema_that_is_too_deep_or_too_large()
    {
        var deep = string.Concat(Enumerable.Repeat("{items: ", 33)) + "{}" + new string('}', 33);
        var large = $"{{properties: {{{string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"p{i}: {{}}"))}}}}}";

        Assert.Equal("The schema is nested more than 32 deep.", Assert.Single(Problems(deep)).Message);
        Assert.Equal("The schema holds more than 1000 schemas.", Assert.Single(Problems(large)).Message);
    }

    [Fact]
    public void Ends_after_a_hundred_findings_about_an_object()
    {
        var root = (YamlMapping)YamlTreeBuilder.Build(new SourceText("a.yaml", $"a: [{string.Join(',', Enumerable.Repeat("1", 1_000))}]")).Value[0].Root;

        Assert.Equal(100, Compile("{properties: {a: {items: {type: string}}}}").Check(root, "it").Count());
    }

    private static ObjectSchema Compile(string schema)
    {
        Assert.Empty(Problems(schema));
        return ObjectSchema.Compile(YamlTreeBuilder.Build(new SourceText("schema.yaml", schema)).Value[0].Root, out _)!;
    }

    private static ImmutableArray<SchemaProblem> Problems(string schema)
    {
        ObjectSchema.Compile(YamlTreeBuilder.Build(new SourceText("schema.yaml", schema)).Value[0].Root, out var problems);
        return problems;
    }
}
