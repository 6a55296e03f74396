using System.Diagnostics;
using Xunit.Abstractions;
using YamlDotNet.RepresentationModel;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>
/// The hooks in the real pre-commit, on real commits. Those of <c>language: dotnet</c> are packed from this repository, which takes a minute:
/// with <c>MESHGITOPS_PRE_COMMIT_DOTNET=1</c>.
/// </summary>
public sealed class PreCommitTests(ITestOutputHelper output) : IDisposable
{
    private readonly HookedRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Lets_a_clean_commit_pass()
    {
        if (IsSkipped())
        {
            return;
        }

        Start();
        _repository.Replace("apps/east/hello.yaml", "replicas: 2", "replicas: 3");

        var commit = _repository.Commit(null, "--all");

        Assert.True(commit.ExitCode == 0, commit.Screen);
        Assert.Matches(@"meshgitops validate\.+Passed", commit.Screen);
        Assert.Matches(@"meshgitops render --check\.+Passed", commit.Screen);
        Assert.Equal("2", _repository.Git("rev-list", "--count", "HEAD"));
    }

    [Theory]
    [InlineData("mesh/demo.yaml", "demo.example.com", "demo.local", "validate", "error[domain-suffix-not-allowed]: Domain 'demo.local' lies under 'local'", "mesh/demo.yaml:9:11")]
    [InlineData("apps/east/hello.yaml", "name: http\n", "name: web\n", "validate", "error[port-name-without-protocol]: Port 'web' (80) of Service 'demo/hello'", "apps/east/hello.yaml:12:11")]
    [InlineData("apps/east/hello.yaml", "port: 80\n", "port: 81\n", "render --check", "rendered/ is not up to date:", "hello.demo.example.com.yaml  (changed)")]
    public void Stops_a_commit_with_the_finding_on_the_screen(string path, string old, string text, string hook, string finding, string place)
    {
        if (IsSkipped())
        {
            return;
        }

        Start();
        _repository.Replace(path, old, text);

        var commit = _repository.Commit(null, "--all");

        Assert.True(commit.ExitCode == 1, commit.Screen);
        Assert.Matches($@"meshgitops {hook}\.+Failed", commit.Screen);
        Assert.Contains(finding, commit.Screen, StringComparison.Ordinal);
        Assert.Contains(place, commit.Screen, StringComparison.Ordinal);
        Assert.Equal("1", _repository.Git("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public void Stops_a_commit_that_only_deletes_a_file()
    {
        if (IsSkipped())
        {
            return;
        }

        Start();
        _repository.Git("rm", "--quiet", "rendered/clusters/east/gateway.yaml");

        var commit = _repository.Commit();

        Assert.True(commit.ExitCode == 1, commit.Screen);
        Assert.Matches(@"meshgitops validate\.+Passed", commit.Screen);
        Assert.Contains("gateway.yaml  (changed)", commit.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_at_what_is_committed_and_not_at_what_lies_beside_it()
    {
        if (IsSkipped())
        {
            return;
        }

        Start();
        _repository.Replace("apps/east/hello.yaml", "replicas: 2", "replicas: 3");
        _repository.Git("add", "--all");
        _repository.Replace("mesh/demo.yaml", "demo.example.com", "demo.local");

        var commit = _repository.Commit();

        Assert.True(commit.ExitCode == 0, commit.Screen);
        Assert.Contains("demo.local", _repository.Read("mesh/demo.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Mends_what_it_can_and_stops_the_commit_until_that_is_staged()
    {
        if (IsSkipped())
        {
            return;
        }

        Start("meshgitops-fix-system", "meshgitops-validate-system");
        _repository.Replace("mesh/clusters/east.yaml", "region:", "regoin:");

        var first = _repository.Commit(null, "--all");
        _repository.Replace("apps/east/hello.yaml", "replicas: 2", "replicas: 3");
        var second = _repository.Commit(null, "--all");

        Assert.True(first.ExitCode == 1, first.Screen);
        Assert.Contains("files were modified by this hook", first.Screen, StringComparison.Ordinal);
        Assert.Contains("MGO2001: Rename the field to 'region'.", first.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("regoin", _repository.Read("mesh/clusters/east.yaml"), StringComparison.Ordinal);
        Assert.True(second.ExitCode == 0, second.Screen);
        Assert.Equal("", _repository.Git("status", "--porcelain"));
    }

    /// <summary>git exports its folder and the index of the commit to hooks: here neither is the one that a look around would find.</summary>
    [Fact]
    public void Works_in_another_worktree_and_with_the_index_of_a_partial_commit()
    {
        if (IsSkipped())
        {
            return;
        }

        Start();
        var other = _repository.Beside("other");
        _repository.Git("worktree", "add", "--quiet", "-b", "other", other);
        var service = Path.Combine(other, "apps", "east", "hello.yaml");
        var clean = File.ReadAllText(service);

        File.WriteAllText(service, clean.Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal));
        var passes = _repository.Commit(other, "--only", "apps/east/hello.yaml");
        var exported = _repository.Exported();
        File.WriteAllText(service, clean.Replace("name: http\n", "name: web\n", StringComparison.Ordinal));
        var stops = _repository.Commit(other, "--only", "apps/east/hello.yaml");

        Assert.True(passes.ExitCode == 0, passes.Screen);
        Assert.Contains(exported, line => line.StartsWith("GIT_DIR=", StringComparison.Ordinal));
        Assert.Contains(exported, line => line.StartsWith("GIT_INDEX_FILE=", StringComparison.Ordinal) && line.Contains("next-index", StringComparison.Ordinal));
        Assert.True(stops.ExitCode == 1, stops.Screen);
        Assert.Contains("error[port-name-without-protocol]", stops.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Packs_and_installs_the_tool_from_a_clone()
    {
        if (IsSkipped())
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("MESHGITOPS_PRE_COMMIT_DOTNET") != "1")
        {
            output.WriteLine("Skipped: it builds the whole tool; MESHGITOPS_PRE_COMMIT_DOTNET=1 runs it.");
            return;
        }

        var environment = _repository.Environment;
        environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        environment["DOTNET_ROOT"] = ToolPackage.DotnetRoot;
        environment["DOTNET_NOLOGO"] = "1";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["UseSharedCompilation"] = "false";

        // What the tests were built with is in the cache, so nothing needs the network.
        environment["HTTP_PROXY"] = environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        File.Delete(_repository.Beside(Path.Combine("bin", "meshgitops")));
        var watch = Stopwatch.StartNew();
        _repository.Start(_repository.WholeSource(), "meshgitops-validate", "meshgitops-render-check", "meshgitops-fix");
        output.WriteLine($"Packed and installed in {watch.Elapsed.TotalSeconds:F0} s.");

        _repository.Replace("apps/east/hello.yaml", "replicas: 2", "replicas: 3");
        var passes = _repository.Commit(null, "--all");
        _repository.Replace("mesh/demo.yaml", "demo.example.com", "demo.local");
        var stops = _repository.Commit(null, "--all");

        Assert.True(passes.ExitCode == 0, passes.Screen);
        Assert.True(stops.ExitCode == 1, stops.Screen);
        Assert.Contains("error[domain-suffix-not-allowed]: Domain 'demo.local'", stops.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hooks_for_a_binary_on_the_path_differ_in_nothing_else()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(ExampleCopy.Root, ".pre-commit-hooks.yaml"))));
        var hooks = ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>()
            .ToDictionary(hook => hook["id"].ToString(), StringComparer.Ordinal);

        Assert.Equal(6, hooks.Count);
        foreach (var name in new[] { "meshgitops-validate", "meshgitops-render-check", "meshgitops-fix" })
        {
            var ours = hooks[name];
            Assert.Equal("dotnet", ours["language"].ToString());
            Assert.Equal("false", ours["pass_filenames"].ToString());
            Assert.Equal("true", ours["require_serial"].ToString());
            ours.Children["id"] = $"{name}-system";
            ours.Children["language"] = "system";
            Assert.Equal(ours, hooks[$"{name}-system"]);
        }
    }

    private void Start(params string[] ids) =>
        _repository.Start(_repository.HooksAlone(), ids is [] ? ["meshgitops-validate-system", "meshgitops-render-check-system"] : ids);

    private bool IsSkipped()
    {
        if (HookedRepository.Missing is { } reason)
        {
            output.WriteLine(reason);
            return true;
        }

        return false;
    }
}
