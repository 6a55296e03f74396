using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshGitOps.EndToEnd.Git;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>
/// A runner with a checkout of a workspace, and a GitHub that is a server of the test. The steps of <c>action.yml</c> run as GitHub runs them:
/// each in a bash of its own, with the variables and files that it has there.
/// </summary>
internal sealed class ActionWorkspace : IDisposable
{
    /// <summary>Nothing of it may reach a shell, a command of the runner or the Markdown of a comment.</summary>
    public const string HostileTitle = "\"; touch hacked; $(touch hacked) `touch hacked`\n::error::forged\n##[error]forged <!-- meshgitops diff --> @acme/admins";

    private readonly string _actionPath;
    private int _runs;

    public ActionWorkspace()
    {
        ActionRelease.Publish(Github);
        _actionPath = Repository.Beside("runner", "_actions", "acme", "meshgitops", $"v{ActionRelease.Version}");
        CopyAction(_actionPath);
        Directory.CreateDirectory(Temp);
        Assert.Equal(0, Repository.Run("init").ExitCode);
        Assert.Equal(0, Repository.Run("render").ExitCode);
        Repository.Commit("First");
    }

    public ScratchRepository Repository { get; } = new();

    public GithubServer Github { get; } = GithubServer.Start();

    /// <summary>What the runner sets beside its own; a test may change it.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Of the <c>github</c> context.</summary>
    public Dictionary<string, string> Context { get; } = new(StringComparer.Ordinal)
    {
        ["github.token"] = GithubServer.Token,
        // GitHub gives a composite action that of the outer one: what is in the path counts.
        ["github.action_repository"] = "somebody/else",
        ["github.action_ref"] = "v9.9.9",
    };

    public JsonObject Event { get; set; } = new()
    {
        ["pull_request"] = new JsonObject
        {
            ["number"] = 7,
            ["title"] = HostileTitle,
            ["head"] = new JsonObject { ["ref"] = "$(touch${IFS}hacked)" },
        },
    };

    private string Temp => Repository.Beside("runner", "temp");

    public static void CopyAction(string folder)
    {
        ExampleCopy.CopyFolder(Path.Combine(ExampleCopy.Root, ".github", "action"), Path.Combine(folder, ".github", "action"));
        File.Copy(Path.Combine(ExampleCopy.Root, "action.yml"), Path.Combine(folder, "action.yml"));
    }

    /// <summary>Runs the action with its inputs, from where the runner keeps downloaded ones.</summary>
    public ActionResult Run(params (string Name, string Value)[] inputs) => RunAt(_actionPath, inputs);

    public ActionResult RunAt(string actionPath, params (string Name, string Value)[] inputs)
    {
        var values = ActionFile.Own.Inputs.ToDictionary(input => input.Key, input => input.Value.Default, StringComparer.Ordinal);
        foreach (var (name, value) in inputs)
        {
            Assert.True(values.ContainsKey(name), $"The action has no input '{name}'.");
            values[name] = value;
        }

        var steps = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var names = ActionFile.Own.Steps.Select(step => step.Id).OfType<string>().ToImmutableHashSet(StringComparer.Ordinal);
        ActionExpressions? expressions = null;
        expressions = new ActionExpressions(name => name.Split('.') switch
        {
            ["inputs", var input] => values.TryGetValue(input, out var value) ? expressions!.Expand(value) : null,
            ["steps", var step, "outputs", var output] when names.Contains(step) => steps.GetValueOrDefault(step)?.GetValueOrDefault(output) ?? "",
            _ => Context.GetValueOrDefault(name),
        });

        var run = new StepRuns(Repository.Beside("runner", $"run-{++_runs}"));
        var exitCode = 0;
        foreach (var step in ActionFile.Own.Steps.Where(step => exitCode == 0))
        {
            if (step.Condition is null || expressions.IsTrue(step.Condition))
            {
                (exitCode, var outputs) = run.Run(step, Repository.Root, VariablesOf(step, actionPath, expressions));
                steps[step.Id ?? ""] = outputs;
            }
        }

        return new ActionResult(
            exitCode,
            run.Output,
            run.Summary,
            ActionFile.Own.Outputs.ToDictionary(output => output.Key, output => expressions.Expand(output.Value.Value), StringComparer.Ordinal));
    }

    /// <summary>Takes away what both clusters say of their root certificate: a warning for each.</summary>
    public void Warn()
    {
        foreach (var cluster in new[] { "mesh/clusters/east.yaml", "mesh/clusters/west.yaml" })
        {
            var text = Repository.Read(cluster);
            Assert.Contains("  rootCertificate: demo-root\n", text, StringComparison.Ordinal);
            Repository.Write(cluster, text.Replace("  rootCertificate: demo-root\n", "", StringComparison.Ordinal));
        }
    }

    public void Dispose()
    {
        Github.Dispose();
        Repository.Dispose();
    }

    private Dictionary<string, string> VariablesOf(ActionStep step, string actionPath, ActionExpressions expressions)
    {
        var path = Repository.Beside("runner", "event.json");
        File.WriteAllText(path, Event.ToJsonString());
        var variables = new Dictionary<string, string>(Repository.Environment, StringComparer.Ordinal)
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_ACTION_PATH"] = actionPath,
            ["GITHUB_API_URL"] = $"{Github.Url}/api/v3",
            ["GITHUB_GRAPHQL_URL"] = $"{Github.Url}/api/graphql",
            ["GITHUB_SERVER_URL"] = Github.Url,
            ["GITHUB_REPOSITORY"] = "acme/mesh",
            ["GITHUB_WORKSPACE"] = Repository.Root,
            ["GITHUB_EVENT_NAME"] = "pull_request",
            ["GITHUB_EVENT_PATH"] = path,
            ["GITHUB_HEAD_REF"] = "$(touch${IFS}hacked)",
            ["GITHUB_SHA"] = Repository.Git("rev-parse", "HEAD"),
            ["RUNNER_OS"] = "Linux",
            ["RUNNER_ARCH"] = "X64",
            ["RUNNER_TEMP"] = Temp,
        };
        foreach (var (name, value) in Variables)
        {
            variables[name] = value;
        }

        foreach (var (name, value) in step.Environment)
        {
            variables[name] = expressions.Expand(value);
        }

        return variables;
    }
}
