using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Delivery;

/// <summary>The Applications that come of an ApplicationSet: one for each cluster of its project, of its folder, for its server.</summary>
public sealed class ApplicationSetTests
{
    [Fact]
    public void Finds_the_cluster_of_the_example_on_the_published_branch()
    {
        var tree = GoldenCase.Run(ExampleFiles.Inputs("acme-fitness")).Tree;

        Assert.Equal(
            ["acme-fitness-eks: rendered:clusters/eks of mesh to https://eks.acme.example.com"],
            Applications(tree, "mesh", revision => revision == "rendered" ? tree.Files : []));
    }

    [Fact]
    public void Finds_the_clusters_of_its_project_in_the_output_directory()
    {
        var tree = new GoldenCase("delivery-argocd-and-flux").Run().Tree;

        Assert.Equal(["acme-a: main:rendered/clusters/a of mesh to https://a.example.com:6443"], Applications(tree, "mesh", Directory(tree)));
        Assert.Equal(["acme-c: main:rendered/clusters/c of other to https://c.example.com:6443"], Applications(tree, "other", Directory(tree)));
    }

    [Fact]
    public void Finds_each_cluster_on_its_branch()
    {
        var tree = new GoldenCase("delivery-branch-per-cluster").Run().Tree;

        Assert.Equal(
            ["acme-a: env/a:clusters/a of mesh to https://a.example.com:6443", "acme-b: env/b:clusters/b of mesh to b"],
            Applications(tree, "mesh", revision => tree.Files.Where(file => revision == $"env/{file.Cluster}")));
    }

    [Fact]
    public void A_cluster_that_Flux_or_another_project_takes_later_gets_no_Application()
    {
        var before = new GoldenCase("delivery-applicationset").Run().Tree;
        var after = new GoldenCase("delivery-argocd-and-flux").Run().Tree;

        Assert.Equal(["acme-a", "acme-b"], Applications(before, "mesh", Directory(before)).Select(Name));
        Assert.Equal(["acme-a"], Applications(before, "mesh", Directory(after)).Select(Name));
    }

    private static string Name(string application) => application.Split(':')[0];

    private static Func<string, IEnumerable<OutputFile>> Directory(OutputTree tree) =>
        _ => tree.Files.Select(file => file with { Path = OutputPath.Create($"rendered/{file.Path}") });

    private static IEnumerable<string> Applications(OutputTree tree, string project, Func<string, IEnumerable<OutputFile>> filesOf)
    {
        var file = tree.Files.Single(file => file.Path.Value == $"delivery/argocd/applicationset-{project}.yaml");
        var set = Assert.Single(KubeObject.ReadAll(Encoding.UTF8.GetString(file.Bytes.Span), file.Path.Value));
        foreach (var application in new ApplicationSetEvaluator(filesOf).Applications(set))
        {
            var (name, server) = (application.Text("spec", "destination", "name"), application.Text("spec", "destination", "server"));
            Assert.True(name!.Length == 0 ^ server!.Length == 0, "Argo CD takes a cluster by its name or its server.");
            var (revision, path) = (application.Text("spec", "source", "targetRevision")!, application.Text("spec", "source", "path")!);
            Assert.Contains(filesOf(revision), rendered => rendered.Path.Value.StartsWith($"{path}/", StringComparison.Ordinal));
            Assert.Equal(".", application.TextMap("metadata", "annotations")["argocd.argoproj.io/manifest-generate-paths"]);
            yield return $"{application.Text("metadata", "name")}: {revision}:{path} of {application.Text("spec", "project")} to {name}{server}";
        }
    }
}
