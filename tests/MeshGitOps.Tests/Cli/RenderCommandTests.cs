using System.Text.Json;

namespace MeshGitOps.Tests.Cli;

public sealed class RenderCommandTests : IDisposable
{
    private const string SomeFile = "rendered/clusters/west/";

    private readonly TemporaryFolder _folder = new();

    public RenderCommandTests() => Assert.Equal(0, Run("init").ExitCode);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_the_tree_and_prints_it_with_the_resolved_hosts()
    {
        var run = Run("render");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("Wrote addresses.lock.yaml\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Wrote rendered/\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  clusters/\n    east/\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"hello\.demo\.example\.com  240\.\d+\.\d+\.\d+\s+east\s+east/demo, west/demo\n", run.Output);
        Assert.Contains(_folder.Files(), file => file.StartsWith(SomeFile, StringComparison.Ordinal));
        Assert.Contains("hello.demo.example.com: 240.", _folder.Read("addresses.lock.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_programs_how_many_files_it_wrote_or_would_write()
    {
        Assert.Equal((true, true, true), Counts(4, "--check"));
        Assert.Equal((true, true, true), Counts(0));
        Assert.Equal((false, false, false), Counts(0));
        Assert.Equal((false, false, false), Counts(0, "--check"));
        File.AppendAllText(Path.Combine(_folder.Path, "addresses.lock.yaml"), "# by hand\n");
        Assert.Equal((true, false, true), Counts(4, "--check"));

        (bool Differs, bool Added, bool Lock) Counts(int exitCode, params string[] options)
        {
            var run = Run(["render", "--report", "json", .. options]);
            Assert.Equal(exitCode, run.ExitCode);
            var output = JsonDocument.Parse(run.Output).RootElement.GetProperty("output");
            return (output.GetProperty("differs").GetBoolean(), output.GetProperty("added").GetInt32() > 0, output.GetProperty("lockChanged").GetBoolean());
        }
    }

    [Fact]
    public void Writes_nothing_the_second_time_and_checks_clean()
    {
        Run("render");
        var before = Snapshot();

        var second = Run("render");
        var check = Run("render", "--check", "--frozen");

        Assert.Equal((0, 0), (second.ExitCode, check.ExitCode));
        Assert.Matches(@"rendered/: nothing written, \d+ files unchanged\.", second.Output);
        Assert.Contains("rendered/ is up to date", check.Output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Check_lists_drift_with_exit_4_and_writes_nothing()
    {
        var before = Snapshot();

        var run = Run("render", "--check");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("addresses.lock.yaml would change:\n  + hello.demo.example.com: 240.", run.Output, StringComparison.Ordinal);
        Assert.Contains("rendered/ is not up to date:\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  (new)\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Frozen_refuses_to_add_an_address_with_exit_4()
    {
        var before = Snapshot();

        var run = Run("render", "--frozen");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("addresses.lock.yaml would change:\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was written.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Prints_and_reports_the_size_of_each_cluster_where_asked()
    {
        var run = Run("render", "--sizes", "--report", "json=report.json");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\nSizes:\n  CLUSTER +FILES +OBJECTS +BYTES +OF ARGO CD'S 10M +LARGEST OBJECT +BYTES +OF ETCD'S 1\.5Mi .*\n", run.Output);
        Assert.Matches(@"\n  east +\d+ +\d+ +\d,\d+ +1% +\w+ \S+ +[\d,]+ +1% +1%\n", run.Output);
        var bytes = _folder.Files().Where(file => file.StartsWith("rendered/clusters/east/", StringComparison.Ordinal)).Sum(file => _folder.Read(file).Length);
        Assert.Contains($"\"manifestBytes\": {bytes}", _folder.Read("report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_nothing_of_sizes_where_nobody_asks()
    {
        var run = Run("render", "--report", "json=report.json");

        Assert.DoesNotContain("Sizes:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"sizes\"", _folder.Read("report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_manifest_that_cannot_be_read_without_what_seems_to_be_missing_then()
    {
        _folder.Write("apps/east/hello.yaml", "apiVersion: [");

        var run = Run("render");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error[MGO1001]", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nFound 1 error.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_file_that_is_a_link_out_of_the_repository_is_no_workspace_with_defaults()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var outside = new TemporaryFolder();
        outside.Write("meshgitops.yaml", "secret: 1\n");
        File.Delete(_folder.At("meshgitops.yaml"));
        File.CreateSymbolicLink(_folder.At("meshgitops.yaml"), outside.At("meshgitops.yaml"));

        var run = Run("render");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error[MGO6006]: Path 'meshgitops.yaml' leads out of the repository and is not read.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".", "the folder of the workspace")]
    [InlineData("mesh", "'mesh', which the Workspace names")]
    [InlineData("apps/east", "'apps/east', which Cluster 'east' names")]
    public void Refuses_an_output_over_what_it_reads(string output, string phrase)
    {
        var before = Snapshot();

        var run = Run("render", "--output", output);

        Assert.Equal((2, $"error: The output '{output}' holds {phrase}; give a folder of its own.\n"), (run.ExitCode, run.Error));
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Refuses_to_write_into_the_folder_of_git_at_the_place_that_asks_for_it()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main");
        _folder.Write("meshgitops.yaml", _folder.Read("meshgitops.yaml").Replace("rendered", ".git/x", StringComparison.Ordinal));

        var run = Run("render");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("error[MGO1102]: The path '.git/x' leads out of the repository.\n  --> meshgitops.yaml:10:16\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Files(), file => file.StartsWith(".git/x", StringComparison.Ordinal));
    }

    [Fact]
    public void Manifests_around_the_output_are_read_without_it()
    {
        _folder.Write("mesh/clusters/east.yaml", _folder.Read("mesh/clusters/east.yaml").Replace("path: apps/east", "path: .", StringComparison.Ordinal));

        Assert.Equal(0, Run("render").ExitCode);
        var second = Run("render");

        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Contains("nothing written", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_at_a_file_edited_by_hand_with_exit_4_and_its_name()
    {
        Run("render");
        var edited = _folder.Files().First(file => file.StartsWith(SomeFile, StringComparison.Ordinal));
        var rendered = _folder.Read(edited);
        _folder.Write(edited, rendered + "# mine\n");

        var stopped = Run("render");
        Assert.Equal(4, stopped.ExitCode);
        Assert.Contains(edited, stopped.Output, StringComparison.Ordinal);
        Assert.Contains("--overwrite", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("Found 1 error.", stopped.Output, StringComparison.Ordinal);
        Assert.Equal(rendered + "# mine\n", _folder.Read(edited));

        Assert.Equal(4, Run("render", "--check").ExitCode);
        Assert.Equal(0, Run("render", "--overwrite").ExitCode);
        Assert.Equal(rendered, _folder.Read(edited));
    }

    [Theory]
    [InlineData]
    [InlineData("--overwrite")]
    public void Refuses_with_exit_5_where_a_file_in_the_way_was_never_ours(params string[] options)
    {
        Run("render", "--output", "other");
        var path = _folder.Files().First(file => file.StartsWith("other/clusters/west/", StringComparison.Ordinal)).Replace("other/", "rendered/", StringComparison.Ordinal);
        _folder.Write(path, "somebody else's");

        var run = Run(["render", .. options]);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains(path, run.Output, StringComparison.Ordinal);
        Assert.Equal("somebody else's", _folder.Read(path));
        Assert.Single(_folder.Files(), file => file.StartsWith("rendered/", StringComparison.Ordinal));
    }

    [Fact]
    public void Writes_nothing_where_an_error_stands_in_the_way()
    {
        _folder.Write("mesh/demo.yaml", _folder.Read("mesh/demo.yaml").Replace("[demo]", "[nowhere-*]", StringComparison.Ordinal));
        var before = Snapshot();

        var run = Run("render");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Nothing was written.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Writes_where_the_error_of_a_rule_does_not_affect_the_output()
    {
        _folder.Write("policies/strict.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: Policy
            metadata:
              name: strict
            spec:
              rules:
                host-in-environment-unknown: {level: error}

            """);
        _folder.Write("apps/west/greeter.yaml", _folder.Read("apps/west/greeter.yaml").Replace("hello.demo", "hello.dmeo", StringComparison.Ordinal));

        Assert.Equal(1, Run("validate").ExitCode);
        var run = Run("render");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("error[host-in-environment-unknown]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Renders_one_half_of_an_unsafe_change_and_says_what_follows()
    {
        Run("render");
        _folder.Write("apps/west/hello.yaml", _folder.Read("apps/east/hello.yaml"));

        var whole = Run("render", "--check");
        Assert.Equal(4, whole.ExitCode);
        Assert.Contains("warning[MGO4302]: Clients of cluster 'east' get cluster 'west' as an endpoint of 'hello.demo.example.com'", whole.Output, StringComparison.Ordinal);
        Assert.Contains(" --> mesh/", whole.Output, StringComparison.Ordinal);
        var additive = Run("render", "--phase", "Additive");
        Assert.Equal(0, additive.ExitCode);
        Assert.DoesNotContain("MGO4302", additive.Output, StringComparison.Ordinal);
        Assert.Contains(
            "A part of the change is held back: when every cluster has synced this commit, run 'meshgitops render --phase Removal'.",
            additive.Output,
            StringComparison.Ordinal);
        Assert.Equal(0, Run("render", "--check", "--phase", "Additive").ExitCode);
        Assert.Equal(4, Run("render", "--check", "--phase", "Removal").ExitCode);
        var removal = Run("render", "--phase", "Removal");
        Assert.DoesNotContain("MGO43", removal.Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("render", "--check").ExitCode);
    }

    [Fact]
    public void Takes_no_other_phase()
    {
        Assert.Equal(2, Run("render", "--phase", "Both").ExitCode);
        Assert.Contains("--phase Additive", Run("render", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_output_from_the_current_folder()
    {
        var run = CommandRun.In(_folder.At("apps"), "render", "..", "--output", "out");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Wrote out/\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(_folder.Files(), file => file.StartsWith("apps/out/clusters/", StringComparison.Ordinal));
        Assert.DoesNotContain(_folder.Files(), file => file.StartsWith("rendered/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("directory: rendered", "directory: ../outside")]
    [InlineData("layout: PerService", "layout: PerService\n  virtualAddresses: {lock: ../outside.yaml}")]
    public void Never_writes_outside_the_repository_on_the_word_of_a_spec(string before, string after)
    {
        _folder.Write("meshgitops.yaml", _folder.Read("meshgitops.yaml").Replace(before, after, StringComparison.Ordinal));

        var run = Run("render");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("../outside", run.Output, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder.At("../outside")) || Path.Exists(_folder.At("../outside.yaml")));
    }

    [Fact]
    public void Exits_3_where_there_is_no_spec()
    {
        using var empty = new TemporaryFolder();

        Assert.Equal(3, CommandRun.In(empty.Path, "render").ExitCode);
        Assert.Empty(empty.Files());
    }

    private CommandRun Run(params string[] arguments) => CommandRun.In(_folder.Path, arguments);

    private IReadOnlyList<string> Snapshot() => [.. _folder.Files().Select(file => $"{file}\n{_folder.Read(file)}")];
}
