using System.Diagnostics;

namespace MeshGitOps.EndToEnd;

/// <summary>Two branches that render different things, merged by the git program.</summary>
public sealed class GitMergeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-merge-").FullName;

    public void Dispose()
    {
        // Objects of git are read-only, which keeps Windows from deleting them.
        foreach (var file in ExampleCopy.Files(_folder))
        {
            File.SetAttributes(Path.Combine(_folder, file), FileAttributes.Normal);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("aaa", "zzz")]
    [InlineData("ratings", "reviews")]
    [InlineData("catalog2", "catalog3")]
    public void Two_branches_with_a_service_each_merge_and_render(string one, string two)
    {
        ExampleCopy.To(_folder, "acme-fitness");
        Git("init", "--quiet", "--initial-branch=main");
        Commit();
        Git("checkout", "--quiet", "-b", "one");
        AddService("eks", one);
        Git("checkout", "--quiet", "-b", "two", "main");
        AddService("aks", two);

        Git("merge", "--quiet", "--no-edit", "one");
        var render = CliProgram.Run(_folder, "render");
        Commit();
        var check = CliProgram.Run(_folder, "render", "--check", "--frozen");

        Assert.True(render.ExitCode == 0, render.Output + render.Error);
        Assert.Contains($"{one}.acme.example.com", render.Output, StringComparison.Ordinal);
        Assert.Contains($"{two}.acme.example.com", render.Output, StringComparison.Ordinal);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    private void AddService(string cluster, string name)
    {
        File.WriteAllText(Path.Combine(_folder, "apps", cluster, $"{name}.yaml"), $$$$"""
            apiVersion: v1
            kind: Service
            metadata: {name: {{{{name}}}}}
            spec:
              selector: {app: {{{{name}}}}}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{{{name}}}}}
            spec:
              selector: {matchLabels: {app: {{{{name}}}}}}
              template:
                metadata: {labels: {app: {{{{name}}}}}}
                spec: {containers: [{name: {{{{name}}}}, image: "registry.example.com/{{{{name}}}}:1", ports: [{containerPort: 80}]}]}
            """);
        var render = CliProgram.Run(_folder, "render");
        Assert.True(render.ExitCode == 0, render.Output + render.Error);
        Commit();
    }

    private void Commit()
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", "test");
    }

    private void Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgSign=false", .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE" })
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {output}{error.GetAwaiter().GetResult()}");
    }
}
