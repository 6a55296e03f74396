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

    [Fact]
    public void Says_that_the_repository_belongs_to_somebody_else_as_in_a_container_it_does()
    {
        Directory.Delete(Path.Combine(_folder, ".git"));
        var plain = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = _folder,
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
        };
        var begun = OtherProgram.Run(_folder, plain, "sh", "-c", "git init --quiet . && git add . && git -c user.name=A -c user.email=a@example.com commit --quiet -m Begin");
        Assert.True(begun.ExitCode == 0, begun.Error);
        // With it git takes every repository for somebody else's.
        var other = new Dictionary<string, string>(plain, StringComparer.Ordinal) { ["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1" };
        var trusted = new Dictionary<string, string>(other, StringComparer.Ordinal)
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "safe.directory",
            ["GIT_CONFIG_VALUE_0"] = _folder,
        };

        var refused = CliProgram.Run(_folder, other, "diff", "--against", "HEAD");
        var allowed = CliProgram.Run(_folder, trusted, "diff", "--against", "HEAD");

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("belongs to another user, and git does not read it.", refused.Output, StringComparison.Ordinal);
        Assert.True(allowed.ExitCode == 0, allowed.Output + allowed.Error);
    }
}
