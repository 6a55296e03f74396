using System.Text.RegularExpressions;
using MeshGitOps.EndToEnd.Git;
using YamlDotNet.RepresentationModel;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>
/// The template of <c>docs/gitlab</c>, run as a GitLab runner would: <c>before_script</c> and <c>script</c> in one shell,
/// in a checkout of a commit without a branch, with the variables that GitLab sets.
/// </summary>
public sealed class GitLabTemplateTests : IDisposable
{
    private const string Template = "docs/gitlab/meshgitops.gitlab-ci.yml";

    private readonly ScratchRepository _repository = new();
    private readonly string _remote;
    private readonly string _checkout;
    private readonly string _path;

    public GitLabTemplateTests()
    {
        ExampleCopy.To(_repository.Root, "acme-fitness");
        _repository.Commit("Begin");
        _remote = _repository.Beside("mesh.git");
        _checkout = _repository.Beside("checkout");
        _repository.Git("init", "--quiet", "--bare", "--initial-branch=main", _remote);
        _path = ProgramFolder.WriteTo(_repository.Beside("bin"));
    }

    /// <summary>What somebody who opens a merge request may choose.</summary>
    public static TheoryData<string> BranchNames => ["feature/cart", "$(touch${IFS}stolen)", "a;touch${IFS}stolen", "--help", "`id`", "a\"b'c"];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(BranchNames))]
    public void A_merge_request_is_validated_checked_and_compared(string branch)
    {
        var before = _repository.Git("rev-parse", "HEAD").Trim();
        _repository.Write("mesh/acme.yaml", _repository.Read("mesh/acme.yaml").Replace("\"*-redis\"", "\"*-redis\", cart", StringComparison.Ordinal));
        var commit = Push("main");

        var validate = Run("meshgitops-validate", commit, MergeRequest(branch, before));
        var check = Run("meshgitops-render-check", commit, MergeRequest(branch, before));
        var diff = Run("meshgitops-diff", commit, MergeRequest(branch, before));

        Assert.True(validate.ExitCode == 0, validate.Output + validate.Error);
        Assert.StartsWith("<?xml", File.ReadAllText(Path.Combine(_checkout, "meshgitops-junit.xml")), StringComparison.Ordinal);
        Assert.True(check.ExitCode == 4, check.Output + check.Error);
        Assert.Contains("is not up to date", check.Output, StringComparison.Ordinal);
        Assert.True(diff.ExitCode == 0, diff.Output + diff.Error);
        Assert.Contains("cart.acme.example.com", File.ReadAllText(Path.Combine(_checkout, "meshgitops-diff.md")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_checkout, "stolen")));
    }

    [Fact]
    public void A_finding_fails_the_job_and_is_in_its_report()
    {
        _repository.Write("mesh/broken.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Cluster\n");
        var commit = Push("main");

        var run = Run("meshgitops-validate", commit, MergeRequest("feature", commit));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("<failure", File.ReadAllText(Path.Combine(_checkout, "meshgitops-junit.xml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("glpat-t0k3n\"$(id)")]
    public void The_default_branch_is_published(string token)
    {
        var commit = Push("main");
        var variables = DefaultBranch();
        if (token.Length > 0)
        {
            variables["MESHGITOPS_PUSH_TOKEN"] = token;
        }

        var run = Run("meshgitops-publish", commit, variables);
        var again = Run("meshgitops-publish", commit, variables);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.True(again.ExitCode == 0, again.Output + again.Error);
        Assert.Equal("meshgitops <meshgitops@gitlab.example.com>\n", _repository.Git("-C", _remote, "log", "--format=%cn <%ce>", "rendered").TrimEnd('\n') + "\n");
        Assert.Equal(
            File.ReadAllText(Path.Combine(_repository.Root, "rendered", "clusters", "eks", "gateway.yaml")).TrimEnd('\n'),
            _repository.Git("-C", _remote, "show", "rendered:clusters/eks/gateway.yaml").TrimEnd('\n'));
        Assert.DoesNotContain("t0k3n", run.Output + run.Error + File.ReadAllText(Path.Combine(_checkout, ".git", "config")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gitlab.example.com", "username=oauth2\npassword=glpat-t0k3n\n")]
    [InlineData("evil.example.com", "")]
    [InlineData("gitlab.example.com.evil.example.com", "")]
    public void Git_gets_the_token_for_the_server_of_the_pipeline_alone(string host, string expected)
    {
        var commit = Push("main");
        var variables = DefaultBranch();
        variables["MESHGITOPS_PUSH_TOKEN"] = "glpat-t0k3n";
        // In the place of our program: what git would get.
        ProgramFolder.WriteScript(
            _repository.Beside("bin", "meshgitops"),
            $"printf 'protocol=https\\nhost={host}\\n\\n' | GIT_TERMINAL_PROMPT=0 git credential fill 2>/dev/null | grep -E '^(username|password)='; echo \"$@\"");

        var run = Run("meshgitops-publish", commit, variables);

        Assert.Equal((0, $"{expected}publish . --push --author meshgitops <meshgitops@gitlab.example.com>\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Scripts_take_values_from_variables_only_and_every_job_says_when_it_runs()
    {
        var documents = YamlFile.Documents(Template);
        Assert.Equal(2, documents.Count);
        var inputs = YamlFile.Fields(documents[0]["spec"]["inputs"]).Select(input => input.Key).ToList();
        var jobs = YamlFile.Fields(documents[1]).ToList();
        foreach (var (name, job) in jobs)
        {
            Assert.All(ScriptOf(job), line => Assert.DoesNotContain("$[[", line, StringComparison.Ordinal));
            Assert.True(name == ".meshgitops" || YamlFile.Field(job, "rules") is not null, name);
        }

        var used = Regex.Matches(File.ReadAllText(Path.Combine(ExampleCopy.Root, Template)), @"\$\[\[ inputs\.([a-z-]+) \]\]").Select(match => match.Groups[1].Value);
        Assert.Equal(inputs.Order(StringComparer.Ordinal), used.Distinct().Order(StringComparer.Ordinal));
    }

    private string Push(string branch)
    {
        var commit = _repository.Commit().Trim();
        _repository.Git("push", "--quiet", _remote, $"HEAD:refs/heads/{branch}");
        return commit;
    }

    private static Dictionary<string, string> MergeRequest(string branch, string basis) => new(StringComparer.Ordinal)
    {
        ["CI_PIPELINE_SOURCE"] = "merge_request_event",
        ["CI_MERGE_REQUEST_IID"] = "7",
        ["CI_MERGE_REQUEST_TITLE"] = "$(touch stolen) `touch stolen` \"; touch stolen; \"",
        ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] = branch,
        ["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = basis,
        ["CI_COMMIT_REF_NAME"] = branch,
        ["CI_COMMIT_MESSAGE"] = "$(touch stolen)\n\n`touch stolen`",
    };

    private static Dictionary<string, string> DefaultBranch() => new(StringComparer.Ordinal)
    {
        ["CI_PIPELINE_SOURCE"] = "push",
        ["CI_COMMIT_BRANCH"] = "main",
        ["CI_COMMIT_REF_NAME"] = "main",
    };

    /// <summary>In a checkout as a runner makes it: the commit, and no branch.</summary>
    private ProgramRun Run(string name, string commit, Dictionary<string, string> variables)
    {
        if (!Directory.Exists(_checkout))
        {
            _repository.Git("clone", "--quiet", "--no-checkout", $"file://{_remote}", _checkout);
        }

        _repository.Git("-C", _checkout, "checkout", "--quiet", "--force", "--detach", commit);
        var documents = YamlFile.Documents(Template);
        var job = documents[1][name];
        Assert.Equal(".meshgitops", job["extends"].ToString());
        var shared = documents[1][".meshgitops"];
        var environment = new Dictionary<string, string>(_repository.Environment, StringComparer.Ordinal)
        {
            ["PATH"] = _path,
            ["CI"] = "true",
            ["GITLAB_CI"] = "true",
            ["CI_PROJECT_DIR"] = _checkout,
            ["CI_PROJECT_URL"] = $"file://{_remote[..^".git".Length]}",
            ["CI_SERVER_HOST"] = "gitlab.example.com",
            ["CI_SERVER_URL"] = "https://gitlab.example.com",
            ["CI_DEFAULT_BRANCH"] = "main",
            ["CI_COMMIT_SHA"] = commit,
        };
        foreach (var variable in _repository.Environment.Keys.Where(variable => variable.StartsWith("GIT_AUTHOR_", StringComparison.Ordinal) || variable.StartsWith("GIT_COMMITTER_", StringComparison.Ordinal)))
        {
            environment.Remove(variable);
        }

        var inputs = YamlFile.Fields(documents[0]["spec"]["inputs"])
            .ToDictionary(input => $"$[[ inputs.{input.Key} ]]", input => YamlFile.Field(input.Value, "default")?.ToString() ?? "", StringComparer.Ordinal);
        foreach (var (variable, value) in YamlFile.Fields(shared["variables"]))
        {
            var written = value is YamlScalarNode ? value.ToString() : value["value"].ToString();
            environment[variable] = inputs.GetValueOrDefault(written, written);
        }

        foreach (var (variable, value) in variables)
        {
            environment[variable] = value;
        }

        var lines = YamlFile.Strings(shared["before_script"]).Concat(YamlFile.Strings(job["script"]));
        return OtherProgram.Run(_checkout, environment, "sh", "-e", "-c", string.Join('\n', lines));
    }

    private static IEnumerable<string> ScriptOf(YamlNode job) =>
        new[] { "before_script", "script" }.Select(field => YamlFile.Field(job, field)).OfType<YamlNode>().SelectMany(YamlFile.Strings);
}
