using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Schemas;
using MeshGitOps.Tests.TestSupport;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace MeshGitOps.Tests.Policies.Suppressions;

public sealed class BaselineFileTests
{
    private const string A = "0123456789abcdef0123456789abcdef";
    private const string B = "1123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Writes_one_sorted_line_per_finding_and_reads_the_same()
    {
        var hostile = "a\"b\n- {: \u2028é";
        var text = BaselineFile.Write(new Baseline([new BaselineEntry(B, "rule-b", "x.yaml"), new BaselineEntry(A, "rule-a", hostile), new BaselineEntry(A[..31] + "e", "rule-b", "x.yaml")]));

        var lines = text.Split('\n');
        Assert.Equal("version: 1", lines[2]);
        Assert.Equal(["rule-a", "rule-b", "rule-b"], lines[4..7].Select(line => line.Split('"')[^4]));
        Assert.Equal($"- {{path: \"x.yaml\", rule: \"rule-b\", fingerprint: \"{B}\"}}", lines[6]);
        var (baseline, diagnostics) = BaselineFile.Read(new SourceText("baseline.yaml", text));
        Assert.Empty(diagnostics);
        Assert.Equal([hostile, "x.yaml", "x.yaml"], baseline.Entries.Select(entry => entry.Path));
        Assert.Equal(text, BaselineFile.Write(baseline));
        Assert.Empty(await Errors(text));
        Assert.Empty(await Errors(BaselineFile.Write(new Baseline([]))));
    }

    [Theory]
    [InlineData("[||]", "A baseline is one mapping with 'version' and 'findings'.")]
    [InlineData("[||]- a", "A baseline is one mapping with 'version' and 'findings'.")]
    [InlineData("[|version|]: 2\nfindings: []", "The version of the baseline must be 1.")]
    [InlineData("version: 1\n[|findings|]: {}", "The baseline has no list 'findings'.")]
    [InlineData("version: 1\nfindings:\n- [|a|]", "An entry of a baseline has a 'fingerprint' of 32 hexadecimal digits, a 'rule' and a 'path'.")]
    [InlineData("version: 1\nfindings:\n- [|{path: a, rule: b, fingerprint: c}|]", "An entry of a baseline has a 'fingerprint' of 32 hexadecimal digits, a 'rule' and a 'path'.")]
    public async Task Reports_what_it_cannot_read(string markup, string message)
    {
        var marked = MarkedSource.Parse(markup, "baseline.yaml");

        var (baseline, diagnostics) = BaselineFile.Read(marked.Source);

        marked.AssertFindings(diagnostics, message);
        Assert.All(diagnostics, finding => Assert.Equal("MGO5012", finding.Id));
        Assert.Empty(baseline.Entries);
        Assert.True(marked.Text.Length == 0 || (await Errors(marked.Text)).Count > 0);
    }

    [Fact]
    public void Reports_what_a_merge_left()
    {
        var (_, diagnostics) = BaselineFile.Read(new SourceText("baseline.yaml", "version: 1\nfindings:\n<<<<<<< ours\n- a\n=======\n"));

        Assert.NotEmpty(diagnostics);
    }

    [Fact]
    public void Counts_an_entry_once_that_two_branches_brought()
    {
        var line = $"- {{path: a, rule: b, fingerprint: {A}}}\n";

        Assert.Single(BaselineFile.Read(new SourceText("baseline.yaml", $"version: 1\nfindings:\n{line}{line}")).Value.Entries);
    }

    private static async Task<ICollection<NJsonSchema.Validation.ValidationError>> Errors(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Repository.PathOf("policies", "baseline.schema.json")));
        using var reader = new YamlTreeJsonReader(YamlTreeBuilder.Build(new SourceText("baseline.yaml", yaml)).Value[0].Root);
        return schema.Validate(JToken.Load(reader));
    }
}
