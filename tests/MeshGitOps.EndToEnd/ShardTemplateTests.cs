using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MeshGitOps.EndToEnd.Git;
using YamlDotNet.RepresentationModel;

namespace MeshGitOps.EndToEnd;

/// <summary>
/// The templates of <c>examples/fleet/ci</c>, run as GitHub's runner and Kubernetes would run them: every script, for every shard,
/// in clones of their own, against a repository that the result is pushed to.
/// </summary>
public sealed class ShardTemplateTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly string _remote;
    private readonly string _expected;

    public ShardTemplateTests()
    {
        ExampleCopy.To(_repository.Root, "fleet");
        _remote = _repository.Beside("remote.git");
        _expected = _repository.Beside("expected");
        _repository.Git("init", "--quiet", "--bare", "--initial-branch=main", _remote);
        WriteProgram();
    }

    public static TheoryData<string> Changes => ["from nothing", "a cluster leaves and a service moves", "nothing"];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_workflow_pushes_the_bytes_of_one_run(string change)
    {
        var commit = Push(change);
        var workflow = Load("github-actions.yaml");
        var shard = Job(workflow, "shard");
        var indexes = ((YamlSequenceNode)shard["strategy"]["matrix"]["index"]).Select(item => item.ToString()).ToList();
        var artifacts = _repository.Beside("artifacts");
        foreach (var index in indexes)
        {
            RunJob(workflow, shard, commit, $"shard-{index}", artifacts, new(StringComparer.Ordinal)
            {
                ["matrix.index"] = index,
                ["strategy.job-total"] = indexes.Count.ToString(CultureInfo.InvariantCulture),
            });
        }

        RunJob(workflow, Job(workflow, "join"), commit, "join", artifacts, new(StringComparer.Ordinal));

        AssertPushed(commit, change);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_Jobs_push_the_bytes_of_one_run(string change)
    {
        var commit = Push(change);
        var render = Load("kubernetes-render.yaml");
        Assert.Equal("Indexed", render["spec"]["completionMode"].ToString());
        var shards = int.Parse(render["spec"]["completions"].ToString(), CultureInfo.InvariantCulture);
        for (var index = 0; index < shards; index++)
        {
            var environment = EnvironmentOf(render, commit, $"pod-{index}");
            Assert.Equal(environment["SHARDS"], render["spec"]["completions"].ToString());
            environment["JOB_COMPLETION_INDEX"] = index.ToString(CultureInfo.InvariantCulture);
            RunContainer(render, environment);
        }

        var join = Load("kubernetes-join.yaml");
        RunContainer(join, EnvironmentOf(join, commit, "pod-join"));

        AssertPushed(commit, change);
    }

    [Fact]
    public void The_workflow_pins_actions_and_takes_values_from_the_environment_only()
    {
        var steps = Load("github-actions.yaml").AllNodes.OfType<YamlMappingNode>().ToList();
        var uses = steps.Where(step => step.Children.ContainsKey("uses")).Select(step => step["uses"].ToString()).ToList();
        var scripts = steps.Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString()).ToList();

        Assert.Equal(4, uses.Count);
        Assert.All(uses, action => Assert.Matches("^actions/[a-z-]+@[0-9a-f]{40}$", action));
        Assert.Equal(4, scripts.Count);
        Assert.All(scripts, script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));
    }

    /// <summary>What lies on the branch before, in which the output is older than the specs.</summary>
    private string Push(string change)
    {
        switch (change)
        {
            case "from nothing":
                Directory.Delete(Path.Combine(_repository.Root, "rendered"), recursive: true);
                File.Delete(Path.Combine(_repository.Root, "addresses.lock.yaml"));
                break;
            case "a cluster leaves and a service moves":
                File.Delete(Path.Combine(_repository.Root, "mesh", "clusters", "us-east.yaml"));
                Replace("mesh/clusters/us-west.yaml", "  - path: apps/order.yaml\n", "  - path: apps/order.yaml\n  - path: apps/cart.yaml\n");
                Replace("mesh/clusters/ap-south.yaml", "  - path: apps/cart.yaml\n", "");
                break;
        }

        _repository.Git("add", "--all");
        _repository.Git("commit", "--quiet", "--message", "Change the specs");
        _repository.Git("push", "--quiet", _remote, "HEAD:refs/heads/main");
        _repository.Git("clone", "--quiet", _remote, _expected);
        var run = CliProgram.Run(_expected, "render");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return _repository.Git("rev-parse", "HEAD").Trim();
    }

    private void AssertPushed(string commit, string change)
    {
        var pushed = _repository.Beside("pushed");
        _repository.Git("clone", "--quiet", _remote, pushed);
        Assert.Equal(Contents(_expected), Contents(pushed));
        var log = _repository.Git("-C", pushed, "log", "--format=%s").Trim().Split('\n');
        Assert.Equal(change == "nothing" ? ["Change the specs"] : [$"Render {commit}", "Change the specs"], log);
    }

    private void RunJob(YamlNode workflow, YamlNode job, string commit, string name, string artifacts, Dictionary<string, string> values)
    {
        var temp = _repository.Beside("runner", name);
        Directory.CreateDirectory(temp);
        var workspace = Path.Combine(temp, "workspace");
        var program = _repository.Beside("program");
        values["vars.MESHGITOPS_URL"] = $"file://{program}";
        values["vars.MESHGITOPS_SHA256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(program)));
        values["runner.temp"] = temp;
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RUNNER_TEMP"] = temp,
            ["GITHUB_SHA"] = commit,
            ["GITHUB_REF_NAME"] = "main",
        };
        foreach (var (key, value) in Fields(workflow, "env").Concat(Fields(job, "env")))
        {
            environment[key] = Evaluate(value, values);
        }

        foreach (var step in (YamlSequenceNode)job["steps"])
        {
            if (((YamlMappingNode)step).Children.ContainsKey("run"))
            {
                // The shell that GitHub takes on Linux where a step names none.
                Shell(workspace, environment, "bash", "-e", "-c", step["run"].ToString());
                continue;
            }

            var with = Fields(step, "with").ToDictionary(field => field.Key, field => Evaluate(field.Value, values));
            switch (step["uses"].ToString().Split('@')[0])
            {
                case "actions/checkout":
                    _repository.Git("clone", "--quiet", _remote, workspace);
                    _repository.Git("-C", workspace, "checkout", "--quiet", "--detach", commit);
                    break;
                case "actions/upload-artifact":
                    ExampleCopy.CopyFolder(with["path"], Path.Combine(artifacts, with["name"]));
                    break;
                case "actions/download-artifact":
                    Assert.Equal("shard-*", with["pattern"]);
                    ExampleCopy.CopyFolder(artifacts, with["path"]);
                    break;
                case var other:
                    Assert.Fail($"Nobody knows what '{other}' does.");
                    break;
            }
        }
    }

    private Dictionary<string, string> EnvironmentOf(YamlNode job, string commit, string name)
    {
        var environment = ((YamlSequenceNode)Container(job)["env"]).ToDictionary(
            item => item["name"].ToString(),
            item => item["value"].ToString(),
            StringComparer.Ordinal);
        var work = _repository.Beside("pods", name);
        Directory.CreateDirectory(work);
        Directory.CreateDirectory(_repository.Beside("shards"));
        environment["REPOSITORY"] = _remote;
        environment["COMMIT"] = commit;
        environment["WORK_FOLDER"] = work;
        environment["HOME"] = work;
        environment["SHARDS_FOLDER"] = _repository.Beside("shards");
        return environment;
    }

    private void RunContainer(YamlNode job, Dictionary<string, string> environment)
    {
        string[] command = [.. Strings(Container(job)["command"]), .. Strings(Container(job)["args"])];
        var program = _repository.Beside("bin", "meshgitops");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.Copy(_repository.Beside("program"), program, overwrite: true);
        environment["PATH"] = $"{Path.GetDirectoryName(program)}:{Environment.GetEnvironmentVariable("PATH")}";
        Shell(environment["WORK_FOLDER"], environment, command);
    }

    /// <summary>What stands for the released program: it starts the one that was built with the tests.</summary>
    private void WriteProgram()
    {
        var program = _repository.Beside("program");
        File.WriteAllText(program, $"#!/bin/sh\nexec {ToolProgram.ShellCommand} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void Shell(string folder, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _repository.Environment.Where(variable => !IsIdentity(variable.Key)).Concat(environment))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{output}\n{error.GetAwaiter().GetResult()}");
    }

    /// <summary>A fresh machine has none; the scripts must say who commits.</summary>
    private static bool IsIdentity(string variable) =>
        variable.StartsWith("GIT_AUTHOR_", StringComparison.Ordinal) || variable.StartsWith("GIT_COMMITTER_", StringComparison.Ordinal);

    private void Replace(string path, string old, string text)
    {
        var full = Path.Combine(_repository.Root, path);
        var before = File.ReadAllText(full);
        Assert.Contains(old, before, StringComparison.Ordinal);
        File.WriteAllText(full, before.Replace(old, text, StringComparison.Ordinal));
    }

    private static string Evaluate(string text, Dictionary<string, string> values) =>
        Regex.Replace(text, @"\$\{\{ *([^ }]+) *\}\}", match => values[match.Groups[1].Value]);

    private static string[] Contents(string folder) => [.. ExampleCopy.Snapshot(folder).Where(file => !file.StartsWith(".git/", StringComparison.Ordinal))];

    private static YamlNode Job(YamlNode workflow, string name) => workflow["jobs"][name];

    private static YamlNode Container(YamlNode job) => Assert.Single((YamlSequenceNode)job["spec"]["template"]["spec"]["containers"]);

    private static IEnumerable<string> Strings(YamlNode sequence) => ((YamlSequenceNode)sequence).Select(item => item.ToString());

    private static IEnumerable<KeyValuePair<string, string>> Fields(YamlNode node, string field) =>
        ((YamlMappingNode)node).Children.TryGetValue(field, out var fields)
            ? ((YamlMappingNode)fields).Children.Select(item => KeyValuePair.Create(item.Key.ToString(), item.Value.ToString()))
            : [];

    private static YamlNode Load(string name)
    {
        using var reader = new StreamReader(Path.Combine(ExampleCopy.Root, "examples", "fleet", "ci", name));
        var stream = new YamlStream();
        stream.Load(reader);
        return Assert.Single(stream.Documents).RootNode;
    }
}
