namespace MeshGitOps.EndToEnd;

/// <summary>The examples as a first-time user meets them, and the same bytes from them in any surroundings.</summary>
public sealed class ExampleProcessTests : IDisposable
{
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal);

    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-example-").FullName;

    public static TheoryData<string> Examples => [.. ExampleCopy.Names];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_fresh_clone_has_nothing_to_write(string example)
    {
        var clone = Copy("clone", example);
        var committed = ExampleCopy.Snapshot(clone);

        var check = CliProgram.Run(_folder, "render", "clone", "--check", "--frozen");
        var render = CliProgram.Run(_folder, "render", "clone");

        Assert.True(check.ExitCode == 0, check.Output + check.Error);
        Assert.True(render.ExitCode == 0, render.Output + render.Error);
        Assert.Contains("nothing written", render.Output, StringComparison.Ordinal);
        Assert.Equal(committed, ExampleCopy.Snapshot(clone));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Renders_the_committed_bytes_in_any_surroundings(string example)
    {
        var clone = Copy("clone", example);
        Directory.CreateDirectory(Path.Combine(clone, ".git"));
        var committed = ExampleCopy.Snapshot(Path.Combine(clone, "rendered"));
        var addresses = File.ReadAllText(Path.Combine(clone, "addresses.lock.yaml"));

        var elsewhere = Copy("not a repository/a b/ä", example);
        var deep = Copy("fleet/teams/mesh", example);
        Directory.CreateDirectory(Path.Combine(_folder, "fleet", ".git"));
        var windows = Copy("windows", example);
        GiveWindowsLineEnds(windows);
        var unlocked = Copy("unlocked", example);
        File.Delete(Path.Combine(unlocked, "addresses.lock.yaml"));
        var empty = Copy("empty", example);
        Directory.Delete(Path.Combine(empty, "rendered"), recursive: true);

        AssertRenders(_folder, Plain, "clone", "--output", "from-outside");
        AssertRenders(Path.Combine(clone, "mesh"), Plain, ".", "--output", "../../from-below");
        AssertRenders(_folder, Plain, elsewhere, "--output", "out-of-no-repository");
        AssertRenders(_folder, Plain, deep, "--output", "from-deep");
        AssertRenders(_folder, Plain, windows, "--output", "from-windows");
        AssertRenders(_folder, Plain, unlocked, "--output", "unlocked-out");
        AssertRenders(_folder, Plain, empty);
        AssertRenders(_folder, Plain, clone, "--output", "one-thread", "--parallelism", "1");
        AssertRenders(_folder, Plain, clone, "--output", "sixteen-threads", "--parallelism", "16");
        AssertRenders(_folder, new(StringComparer.Ordinal) { ["LC_ALL"] = "tr_TR.UTF-8", ["LANG"] = "tr_TR.UTF-8" }, clone, "--output", "turkish");
        AssertRenders(_folder, new(StringComparer.Ordinal) { ["LC_ALL"] = "de_DE", ["TZ"] = "Asia/Kathmandu" }, clone, "--output", "german");

        foreach (var output in Directory.GetDirectories(_folder).Where(folder => Directory.Exists(Path.Combine(folder, "clusters"))))
        {
            Assert.Equal(committed, ExampleCopy.Snapshot(output));
        }

        Assert.Equal(committed, ExampleCopy.Snapshot(Path.Combine(empty, "rendered")));
        Assert.Equal(addresses, File.ReadAllText(Path.Combine(unlocked, "addresses.lock.yaml")));
        Assert.Equal(10, Directory.GetDirectories(_folder).Count(folder => Directory.Exists(Path.Combine(folder, "clusters"))));
    }

    private string Copy(string folder, string example)
    {
        var path = Path.Combine(_folder, folder);
        ExampleCopy.To(path, example);
        return path;
    }

    private static void GiveWindowsLineEnds(string folder)
    {
        foreach (var path in ExampleCopy.Files(folder).Where(path => !path.StartsWith("rendered", StringComparison.Ordinal)))
        {
            var file = Path.Combine(folder, path);
            File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"));
        }
    }

    private static void AssertRenders(string folder, Dictionary<string, string> variables, params string[] arguments)
    {
        var run = CliProgram.Run(folder, variables, ["render", .. arguments]);
        Assert.True(run is { ExitCode: 0, Error: "" }, $"{string.Join(' ', arguments)}: {run}");
    }
}
