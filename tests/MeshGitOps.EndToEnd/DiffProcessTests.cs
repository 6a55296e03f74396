namespace MeshGitOps.EndToEnd;

/// <summary><c>meshgitops diff</c> as a shell starts it.</summary>
public sealed class DiffProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-diff-").FullName;

    public DiffProcessTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".git"));
        Assert.Equal(0, CliProgram.Run(_folder, "init").ExitCode);
        Assert.Equal(0, CliProgram.Run(_folder, "render").ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Exits_4_on_a_difference_where_it_is_asked_to_and_keeps_the_log_out_of_the_report()
    {
        Assert.Equal(0, CliProgram.Run(_folder, "diff", "--exit-code").ExitCode);
        var cluster = Path.Combine(_folder, "mesh", "clusters", "east.yaml");
        File.WriteAllText(cluster, File.ReadAllText(cluster).Replace("192.0.2.10", "192.0.2.99", StringComparison.Ordinal));

        var text = CliProgram.Run(_folder, "diff", "--exit-code");
        var json = CliProgram.Run(_folder, "diff", "--exit-code", "-o", "json");

        Assert.Equal((4, 4), (text.ExitCode, json.ExitCode));
        Assert.Contains("Against rendered/: 1 host changes in west.\n", text.Output, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"schemaVersion\": \"1.0\",", json.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n}\n", json.Output, StringComparison.Ordinal);
        Assert.Contains("Took ", json.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text.Output);
    }
}
