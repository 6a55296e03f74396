using System.ComponentModel;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>
/// The config management plugin of <c>docs/argocd-plugin</c>, run as Argo CD's server for plugins runs it:
/// in the folder of the Application, in a copy of the repository without <c>.git</c>, with the values of the Application in the environment.
/// </summary>
public sealed class ArgoCdPluginTests : IDisposable
{
    private const string Folder = "docs/argocd-plugin";

    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-plugin-").FullName;
    private readonly string _source;
    private readonly string _path;
    private readonly ITestOutputHelper _output;

    public ArgoCdPluginTests(ITestOutputHelper output)
    {
        _output = output;
        _source = Path.Combine(_folder, "source");
        ExampleCopy.To(_source, "acme-fitness");
        _path = ProgramFolder.WriteTo(Path.Combine(_folder, "bin"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("eks")]
    [InlineData("aks")]
    public void Prints_what_is_committed_for_the_cluster(string cluster)
    {
        var before = ExampleCopy.Snapshot(_source);

        var run = Generate(("PARAM_CLUSTER", cluster), ("ARGOCD_APP_PARAMETERS", $$"""[{"name":"cluster","string":"{{cluster}}"}]"""));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Committed(cluster), run.Output);
        Assert.Equal(before, ExampleCopy.Snapshot(_source));
    }

    [Fact]
    public void Takes_the_cluster_from_a_variable_of_the_Application_too()
    {
        var run = Generate(("ARGOCD_ENV_MESHGITOPS_CLUSTER", "eks"));

        Assert.Equal((0, Committed("eks")), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Says_that_no_cluster_is_named()
    {
        var run = Generate();

        Assert.Equal(new ProgramRun(2, "", "error: The Application names no cluster: set the parameter 'cluster' of the plugin.\n"), run);
    }

    [Theory]
    [InlineData("$(touch stolen)")]
    [InlineData("eks; touch stolen")]
    [InlineData("\"; touch stolen; \"")]
    [InlineData("`touch stolen`")]
    [InlineData("--check")]
    [InlineData("--output=stolen")]
    [InlineData("../../eks")]
    [InlineData("eks\naks")]
    [InlineData("@stolen")]
    [InlineData("*")]
    public void A_hostile_name_is_a_name(string cluster)
    {
        var before = ExampleCopy.Snapshot(_source);

        var run = Generate(("PARAM_CLUSTER", cluster));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("error: There is no cluster '", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, ExampleCopy.Snapshot(_source));
    }

    [Fact]
    public void Findings_go_to_Argo_CD_and_no_manifest_does()
    {
        File.WriteAllText(Path.Combine(_source, "mesh", "broken.yaml"), "apiVersion: meshgitops.io/v1alpha1\nkind: Cluster\n");

        var run = Generate(("PARAM_CLUSTER", "eks"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("error[MGO", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Error);
    }

    [Fact]
    public void The_definition_has_the_form_that_Argo_CD_reads()
    {
        var plugin = YamlFile.Load($"{Folder}/plugin.yaml");

        Assert.Equal("argoproj.io/v1alpha1", plugin["apiVersion"].ToString());
        Assert.Equal("ConfigManagementPlugin", plugin["kind"].ToString());
        Assert.True(File.Exists(Path.Combine(_source, plugin["spec"]["discover"]["fileName"].ToString())));
        Assert.Equal(["generate", "discover", "parameters"], YamlFile.Fields(plugin["spec"]).Select(field => field.Key));
        var application = YamlFile.Load($"{Folder}/application.yaml");
        Assert.Equal(plugin["metadata"]["name"].ToString(), application["spec"]["source"]["plugin"]["name"].ToString());
        Assert.Equal(
            plugin["spec"]["parameters"]["static"][0]["name"].ToString(),
            application["spec"]["source"]["plugin"]["parameters"][0]["name"].ToString());
    }

    [Fact]
    public void The_component_adds_the_sidecar_and_the_plugin_to_an_installation()
    {
        var component = Path.Combine(_folder, "component");
        ExampleCopy.CopyFolder(Path.Combine(ExampleCopy.Root, Folder), component);
        File.WriteAllText(Path.Combine(_folder, "repo-server.yaml"), """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: argocd-repo-server
            spec:
              template:
                spec:
                  containers:
                  - name: argocd-repo-server
                    image: argocd
                  volumes:
                  - name: var-files
                    emptyDir: {}
            """);
        File.WriteAllText(Path.Combine(_folder, "kustomization.yaml"), """
            resources: [repo-server.yaml]
            components: [component]
            images:
            - name: meshgitops
              newName: registry.example.com/acme/meshgitops
              newTag: 1.2.3
            """);
        ProgramRun run;
        try
        {
            run = OtherProgram.Run(_folder, new Dictionary<string, string>(), "kubectl", "kustomize", ".");
        }
        catch (Win32Exception)
        {
            _output.WriteLine("Skipped: there is no kubectl here.");
            return;
        }

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("image: registry.example.com/acme/meshgitops:1.2.3\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("image: argocd\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("kind: ConfigManagementPlugin\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"configMap:\n +name: meshgitops-plugin-\w+\n +name: meshgitops-plugin\n", run.Output);
    }

    private string Committed(string cluster)
    {
        var folder = Path.Combine(_source, "rendered", "clusters", cluster);
        return string.Concat(ExampleCopy.Files(folder)
            .Where(file => file != "kustomization.yaml")
            .Select(file => $"---\n{File.ReadAllText(Path.Combine(folder, file))}"));
    }

    private ProgramRun Generate(params (string Name, string Value)[] application)
    {
        var generate = YamlFile.Load($"{Folder}/plugin.yaml")["spec"]["generate"];
        string[] command = [.. YamlFile.Strings(generate["command"]), .. YamlFile.Strings(generate["args"])];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = _path,
            ["HOME"] = "/dev/null",
            ["ARGOCD_APP_NAME"] = "mesh-eks",
            ["ARGOCD_APP_NAMESPACE"] = "istio-system",
            ["ARGOCD_APP_REVISION"] = new string('0', 40),
            ["ARGOCD_APP_SOURCE_PATH"] = ".",
            ["ARGOCD_APP_SOURCE_REPO_URL"] = "https://git.example.com/acme/mesh.git",
            ["ARGOCD_APP_SOURCE_TARGET_REVISION"] = "main",
            ["KUBE_VERSION"] = "1.34",
        };
        foreach (var (name, value) in application)
        {
            environment[name] = value;
        }

        return OtherProgram.Run(_source, environment, command[0], command[1..]);
    }
}
