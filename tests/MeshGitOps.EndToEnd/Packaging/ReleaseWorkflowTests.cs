using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>What must hold of <c>.github/workflows/release.yml</c>, whose jobs only GitHub can run.</summary>
public sealed class ReleaseWorkflowTests
{
    private const string Path = ".github/workflows/release.yml";

    private static readonly YamlNode Workflow = YamlFile.Load(Path);

    private static readonly Dictionary<string, YamlNode> Jobs = YamlFile.Fields(Workflow["jobs"]).ToDictionary(StringComparer.Ordinal);

    private static readonly List<YamlNode> Steps = [.. Jobs.Values.SelectMany(job => (YamlSequenceNode)job["steps"])];

    [Fact]
    public void Actions_are_pinned_to_a_commit_and_their_version_stands_beside_it()
    {
        var uses = File.ReadAllLines(System.IO.Path.Combine(ExampleCopy.Root, Path)).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(@"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
    }

    [Fact]
    public void Scripts_take_values_from_the_environment_only()
    {
        var scripts = Steps.Select(step => YamlFile.Field(step, "run")?.ToString()).OfType<string>().ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));
        Assert.All(
            scripts.SelectMany(script => Regex.Matches(script, @"eng/release/[a-z]+\.sh")).Select(match => match.Value),
            script => Assert.True(File.Exists(System.IO.Path.Combine(ExampleCopy.Root, script)), script));
    }

    [Fact]
    public void Only_a_tag_of_a_version_starts_it() =>
        Assert.Equal("v*", Assert.Single(YamlFile.Strings(Workflow["on"]["push"]["tags"])));

    [Fact]
    public void A_job_may_do_what_it_needs_and_no_more()
    {
        Assert.Empty(YamlFile.Fields(Workflow["permissions"]));
        var permissions = Jobs.ToDictionary(
            job => job.Key,
            job => string.Join(", ", YamlFile.Fields(job.Value["permissions"]).Where(permission => permission.Value.ToString() == "write").Select(permission => permission.Key)));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["version"] = "",
                ["test"] = "",
                ["build"] = "",
                ["package"] = "",
                ["image"] = "",
                ["attest"] = "id-token, attestations",
                ["draft"] = "contents",
                ["push-image"] = "packages, id-token, attestations",
                ["push-package"] = "",
                ["publish"] = "contents",
            },
            permissions);
        // What may write runs nothing that a test or a build left in the checkout.
        Assert.All(
            Jobs.Where(job => permissions[job.Key].Length > 0),
            job => Assert.DoesNotContain((YamlSequenceNode)job.Value["steps"], step => YamlFile.Field(step, "uses")?.ToString().StartsWith("actions/checkout@", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void Nothing_leaves_the_repository_before_everything_is_built_and_tested()
    {
        string[] leaving = ["draft", "push-image", "push-package", "publish"];

        Assert.All(leaving, name => Assert.Superset(new HashSet<string> { "version", "test", "build", "package", "image", "attest" }, Before(name)));
        Assert.Superset(new HashSet<string> { "draft", "push-image", "push-package" }, Before("publish"));
        Assert.All(leaving.Append("attest"), name => Assert.Equal("release", Jobs[name]["environment"].ToString()));
    }

    [Fact]
    public void Credentials_are_never_left_in_a_checkout() => Assert.All(
        Steps.Where(step => YamlFile.Field(step, "uses")?.ToString().StartsWith("actions/checkout@", StringComparison.Ordinal) == true),
        step => Assert.Equal("false", step["with"]["persist-credentials"].ToString()));

    [Fact]
    public void Every_platform_is_built()
    {
        var rids = ((YamlSequenceNode)Jobs["build"]["strategy"]["matrix"]["include"]).Select(item => item["rid"].ToString());

        Assert.Equal(["linux-x64", "linux-arm64", "osx-x64", "osx-arm64", "win-x64"], rids);
    }

    /// <summary>Every job that must have succeeded before one starts.</summary>
    private static HashSet<string> Before(string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([name]);
        while (open.TryPop(out var next))
        {
            var needs = YamlFile.Field(Jobs[next], "needs");
            foreach (var needed in needs is YamlSequenceNode ? YamlFile.Strings(needs) : needs is null ? [] : [needs.ToString()])
            {
                if (found.Add(needed))
                {
                    open.Push(needed);
                }
            }
        }

        return found;
    }
}
