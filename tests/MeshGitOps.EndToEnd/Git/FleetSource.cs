using MeshGitOps.Cli;
using MeshGitOps.Cli.Commands;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>The specs that <c>init</c> writes, with services of a test's own in the cluster 'east'.</summary>
internal static class FleetSource
{
    /// <summary>Writes and commits the specs with the lock file of addresses, and without any output.</summary>
    /// <param name="folder">Of the workspace, from the top of the repository; "" is the top.</param>
    public static string Commit(ScratchRepository repository, string folder, params ReadOnlySpan<string> services)
    {
        foreach (var (path, text) in StarterWorkspace.Files)
        {
            repository.Write(Path.Combine(folder, path), text);
        }

        foreach (var service in services)
        {
            WriteService(repository.Root, folder, service, 8000);
        }

        Render(Path.Combine(repository.Root, folder));
        Directory.Delete(Path.Combine(repository.Root, folder, "rendered"), recursive: true);
        return repository.Commit("Specs");
    }

    /// <summary>A change of the port changes what is rendered, and no address.</summary>
    public static void WriteService(string root, string folder, string name, int port)
    {
        var path = Path.Combine(root, folder, "apps", "east", $"{name}.yaml");
        File.WriteAllText(path, $$$$"""
            apiVersion: v1
            kind: Service
            metadata: {name: {{{{name}}}}, namespace: demo}
            spec:
              selector: {app: {{{{name}}}}}
              ports: [{name: http, port: {{{{port}}}}, targetPort: 8080}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{{{name}}}}, namespace: demo}
            spec:
              selector: {matchLabels: {app: {{{{name}}}}}}
              template:
                metadata: {labels: {app: {{{{name}}}}}}
                spec: {containers: [{name: {{{{name}}}}, image: "registry.example.com/{{{{name}}}}:1", ports: [{containerPort: 8080}]}]}

            """);
    }

    /// <summary>In this process, which saves the start of one.</summary>
    private static void Render(string folder)
    {
        using var output = new StringWriter();
        var exitCode = CommandLineApplication.Run(["render"], new CommandSession { Output = output, Error = output, CurrentDirectory = folder });
        Assert.True(exitCode == 0, output.ToString());
    }
}
