namespace MeshGitOps.Tests.Cli;

public sealed class RenderPrintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RenderPrintTests() => Assert.Equal(0, Run("init").ExitCode);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prints_the_manifests_of_one_cluster_and_nothing_else_to_the_standard_output()
    {
        Run("render");
        var files = Snapshot();

        var run = Run("render", "--print", "east");

        Assert.Equal((0, StreamOf("east")), (run.ExitCode, run.Output));
        Assert.Contains("Found ", run.Error, StringComparison.Ordinal);
        Assert.Equal(files, Snapshot());
    }

    [Fact]
    public void Leaves_out_the_list_for_kustomize_which_is_no_object()
    {
        _folder.Write("meshgitops.yaml", _folder.Read("meshgitops.yaml").Replace("output:\n", "output:\n    kustomization: true\n", StringComparison.Ordinal));
        Run("render");
        Assert.Contains("rendered/clusters/east/kustomization.yaml", _folder.Files());

        var run = Run("render", "--print", "east");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Kustomization", run.Output, StringComparison.Ordinal);
        Assert.Equal(StreamOf("east"), run.Output);
    }

    [Fact]
    public void Needs_no_rendered_folder()
    {
        Run("render");
        var expected = StreamOf("west");
        Directory.Delete(_folder.At("rendered"), recursive: true);

        var run = Run("render", "--print", "west");

        Assert.Equal((0, expected), (run.ExitCode, run.Output));
        Assert.False(Directory.Exists(_folder.At("rendered")));
    }

    [Fact]
    public void Prints_no_address_that_is_not_committed()
    {
        var run = Run("render", "--print", "east");

        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.Contains("addresses.lock.yaml would change:\n  + hello.demo.example.com: 240.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("addresses.lock.yaml")));
    }

    [Fact]
    public void Prints_no_manifest_where_an_error_stands_in_the_way()
    {
        Run("render");
        _folder.Write("apps/east/hello.yaml", "apiVersion: [");

        var run = Run("render", "--print", "west");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("error[MGO1001]", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("north")]
    [InlineData("")]
    [InlineData("../east")]
    [InlineData("east/../west")]
    [InlineData("$(id)")]
    [InlineData("EAST")]
    public void Refuses_a_cluster_that_is_not_in_the_specs(string cluster)
    {
        Run("render");

        var run = Run("render", "--print", cluster);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.EndsWith($"error: There is no cluster '{cluster}' in the specs to print.\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output", "out")]
    [InlineData("--check")]
    [InlineData("--overwrite")]
    [InlineData("--phase", "Additive")]
    [InlineData("--shard", "0/2")]
    [InlineData("--sizes")]
    public void Refuses_options_about_what_is_written(params string[] options)
    {
        var run = Run(["render", "--print", "east", .. options]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: Option '--print' writes nothing, so '{options[0]}' cannot stand beside it.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_a_report_to_a_file_only()
    {
        Run("render");

        var mixed = Run("render", "--print", "east", "--report", "json");
        var beside = Run("render", "--print", "east", "--report", "json=report.json");

        Assert.Equal(
            (2, "", "error: Option '--print' takes the standard output; a report beside it needs a path: --report FORMAT=PATH.\n"),
            (mixed.ExitCode, mixed.Output, mixed.Error));
        Assert.Equal((0, StreamOf("east")), (beside.ExitCode, beside.Output));
        Assert.StartsWith("{", _folder.Read("report.json"), StringComparison.Ordinal);
    }

    private string StreamOf(string cluster) => string.Concat(_folder.Files()
        .Where(file => file.StartsWith($"rendered/clusters/{cluster}/", StringComparison.Ordinal) && !file.EndsWith("/kustomization.yaml", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(file => $"---\n{_folder.Read(file)}"));

    private string[] Snapshot() => [.. _folder.Files().Select(file => $"{file}\n{_folder.Read(file)}")];

    private CommandRun Run(params string[] arguments) => CommandRun.In(_folder.Path, arguments);
}
