using System.Text.RegularExpressions;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>The page of the action says what <c>action.yml</c> and the workflows say.</summary>
public sealed partial class ActionPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ExampleCopy.Root, "docs", "github-action.md"));

    [Fact]
    public void Lists_the_inputs_and_outputs_of_the_action()
    {
        var file = File.ReadAllText(Path.Combine(ExampleCopy.Root, "action.yml"));
        var inputs = ActionFile.Own.Inputs.OrderBy(input => file.IndexOf($"\n  {input.Key}:\n", StringComparison.Ordinal));
        var outputs = ActionFile.Own.Outputs.OrderBy(output => file.LastIndexOf($"\n  {output.Key}:\n", StringComparison.Ordinal));

        Assert.Equal(
            "| Input | Default | Meaning |\n|---|---|---|\n" + string.Concat(inputs.Select(input =>
                $"| `{input.Key}` | {(input.Value.Default.Length == 0 ? "" : $"`{input.Value.Default}`")} | {input.Value.Description} |\n")),
            Table("| Input |"));
        Assert.Equal(
            "| Output | Meaning |\n|---|---|\n" + string.Concat(outputs.Select(output => $"| `{output.Key}` | {output.Value.Description} |\n")),
            Table("| Output |"));
    }

    [Theory]
    [InlineData("mesh-validate.yml")]
    [InlineData("mesh-publish.yml")]
    [InlineData("mesh-drift.yml")]
    public void Shows_the_workflows_of_this_repository(string name)
    {
        var workflow = File.ReadAllText(Path.Combine(ExampleCopy.Root, ".github", "workflows", name));
        var shown = SetUp().Replace(workflow, "")
            .Replace("uses: ./", "uses: OWNER/meshgitops@COMMIT # v1.2.3", StringComparison.Ordinal)
            .Replace("          path: examples/acme-fitness\n", "          version: 1.2.3\n", StringComparison.Ordinal)
            .Replace("            --branch=rendered/acme-fitness\n", "", StringComparison.Ordinal);

        Assert.Contains($"```yaml\n{shown}```\n", Page, StringComparison.Ordinal);
    }

    private static string Table(string head)
    {
        var start = Page.IndexOf(head, StringComparison.Ordinal);
        return Page[start..(Page.IndexOf("\n\n", start, StringComparison.Ordinal) + 1)];
    }

    /// <summary>The step that a build from source needs.</summary>
    [GeneratedRegex(@"      - uses: actions/setup-dotnet@.*\n        with:\n.*\n", RegexOptions.CultureInvariant)]
    private static partial Regex SetUp();
}
