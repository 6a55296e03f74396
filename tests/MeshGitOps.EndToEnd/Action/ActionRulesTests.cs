using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>What keeps the action and the workflows safe to copy.</summary>
public sealed partial class ActionRulesTests
{
    private static readonly string Workflows = Path.Combine(ExampleCopy.Root, ".github", "workflows");

    public static TheoryData<string> WorkflowNames => [.. Directory.GetFiles(Workflows, "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void No_expression_of_the_action_stands_in_a_script()
    {
        Assert.All(ActionFile.Own.Steps, step => Assert.DoesNotContain("${{", step.Run, StringComparison.Ordinal));
        Assert.All(
            Directory.GetFiles(Path.Combine(ExampleCopy.Root, ".github", "action")),
            file =>
            {
                var text = File.ReadAllText(file);
                Assert.DoesNotContain("${{", text, StringComparison.Ordinal);
                Assert.DoesNotMatch(@"(?m)^\s*eval\b|\bmapfile\b|\bdeclare -A\b|\$\{[A-Za-z_]+(\^\^|,,)\}", text);
                Assert.True(file.EndsWith("lib.sh", StringComparison.Ordinal) || text.Contains("\nset -euo pipefail\n", StringComparison.Ordinal), file);
            });
    }

    [Fact]
    public void Every_input_reaches_a_step_and_every_output_comes_from_one()
    {
        var used = ActionFile.Own.Steps.SelectMany(step => step.Environment.Values.Append(step.Condition ?? ""));
        Assert.All(ActionFile.Own.Inputs.Keys, input => Assert.Contains(used, value => value.Contains($"inputs.{input} ", StringComparison.Ordinal)));
        var script = File.ReadAllText(Path.Combine(ExampleCopy.Root, ".github", "action", "run.sh"));
        Assert.All(ActionFile.Own.Outputs, output =>
        {
            Assert.Equal($"${{{{ steps.run.outputs.{output.Key} }}}}", output.Value.Value);
            Assert.Matches($@"\n\s*output {Regex.Escape(output.Key)} ", script);
        });
    }

    [Theory]
    [MemberData(nameof(WorkflowNames))]
    public void A_workflow_has_the_least_permissions_and_runs_nothing_that_can_change_behind_its_back(string name)
    {
        var path = Path.Combine(Workflows, name);
        var text = File.ReadAllText(path);
        var workflow = ActionFile.Document(path);

        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.DoesNotContain("write-all", text, StringComparison.Ordinal);
        Assert.True(workflow.ContainsKey("permissions"), "The permissions of the token are those of the repository.");
        Assert.All(Uses().Matches(text), use => Assert.True(use.Groups[1].Value == "./" || PinnedUse().IsMatch(use.Groups[1].Value), use.Value));
        Assert.All(Scripts(workflow["jobs"]), script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));
        Assert.All(Checkouts(workflow["jobs"]), with => Assert.True(with.ContainsKey("persist-credentials"), "Whether git keeps the token is not said."));
    }

    [Fact]
    public void Only_what_is_merged_is_published()
    {
        var publish = ActionFile.Map(ActionFile.Map(ActionFile.Document(Path.Combine(Workflows, "mesh-publish.yml"))["jobs"])["publish"]);

        Assert.Equal("github.ref == 'refs/heads/main'", ActionFile.Text(publish["if"]));
    }

    [Theory]
    [MemberData(nameof(WorkflowNames))]
    public void A_workflow_gives_the_action_only_what_it_takes(string name)
    {
        foreach (var step in Steps(ActionFile.Document(Path.Combine(Workflows, name))["jobs"]).Where(step => step.TryGetValue("uses", out var uses) && ActionFile.Text(uses) == "./"))
        {
            Assert.All(ActionFile.Map(step["with"]).Keys, input => Assert.Contains(input, ActionFile.Own.Inputs.Keys));
        }
    }

    /// <summary>The three uses that people copy, with the inputs that they have, on a copy of their example.</summary>
    [Theory]
    [InlineData("mesh-validate.yml", 2)]
    [InlineData("mesh-publish.yml", 1)]
    [InlineData("mesh-drift.yml", 1)]
    public void The_uses_of_our_own_workflows_succeed_on_their_example(string name, int count)
    {
        using var workspace = new ActionWorkspace();
        using var remote = Git.ScratchRepository.Bare();
        ExampleCopy.To(Path.Combine(workspace.Repository.Root, "examples", "acme-fitness"), "acme-fitness");
        workspace.Repository.Commit("Example");
        workspace.Repository.Commit("Merge");
        workspace.Repository.Git("remote", "add", "origin", remote.Root);
        var uses = Steps(ActionFile.Document(Path.Combine(Workflows, name))["jobs"])
            .Where(step => step.TryGetValue("uses", out var text) && ActionFile.Text(text) == "./")
            .Select(step => ActionFile.Map(step["with"]))
            .ToList();

        Assert.Equal(count, uses.Count);
        Assert.All(uses, inputs => workspace.Run([.. inputs.Select(input => (input.Key, ActionFile.Text(input.Value)))]).Succeeded());
    }

    private static IEnumerable<Dictionary<string, YamlNode>> Steps(YamlNode jobs) =>
        ActionFile.Map(jobs).Values.Select(job => ActionFile.Map(job))
            .SelectMany(job => job.TryGetValue("steps", out var steps) ? ((YamlSequenceNode)steps).Select(step => ActionFile.Map(step)) : []);

    private static IEnumerable<string> Scripts(YamlNode jobs) =>
        Steps(jobs).Select(step => step.TryGetValue("run", out var run) ? ActionFile.Text(run) : "");

    private static IEnumerable<Dictionary<string, YamlNode>> Checkouts(YamlNode jobs) => Steps(jobs)
        .Where(step => step.TryGetValue("uses", out var uses) && ActionFile.Text(uses).StartsWith("actions/checkout@", StringComparison.Ordinal))
        .Select(step => step.TryGetValue("with", out var with) ? ActionFile.Map(with) : []);

    [GeneratedRegex(@"(?m)^\s*(?:- )?uses: (.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Uses();

    /// <summary>A commit, with the version for people behind it.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9_./-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PinnedUse();
}
