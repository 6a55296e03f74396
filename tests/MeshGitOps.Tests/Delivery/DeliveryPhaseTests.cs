using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Cli;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Tests.Cases;

namespace MeshGitOps.Tests.Delivery;

/// <summary>What the phase Additive makes of the files around the manifests.</summary>
public sealed class DeliveryPhaseTests
{
    private static readonly OutputTree Whole = Run("delivery-branch");

    [Fact]
    public void Without_a_change_nothing_is_held() =>
        Assert.Equal(Texts(Whole), Texts(Additive(Whole, Whole)));

    [Fact]
    public void A_kustomization_lists_the_files_that_stay()
    {
        var phase = Additive(Whole, Without(Whole, "clusters/a/mesh-acme/cart.acme.example.com.yaml"));

        Assert.Contains("- mesh-acme/cart.acme.example.com.yaml\n", Texts(phase)["clusters/a/kustomization.yaml"], StringComparison.Ordinal);
        Assert.Contains("clusters/a/mesh-acme/cart.acme.example.com.yaml", Texts(phase).Keys);
    }

    [Fact]
    public void A_cluster_that_leaves_keeps_its_folder_and_what_syncs_it()
    {
        var left = new OutputTree([.. Whole.Files.Where(file => file.Cluster != "b" && !file.Path.Value.Contains("/flux/b/", StringComparison.Ordinal))]);

        var phase = Texts(Additive(Whole, left));

        Assert.Equal(Texts(Whole)["clusters/b/kustomization.yaml"], phase["clusters/b/kustomization.yaml"]);
        Assert.Equal(Texts(Whole)["delivery/flux/b/sync.yaml"], phase["delivery/flux/b/sync.yaml"]);
        Assert.Equal(Texts(Whole)[".meshgitops/b/config.json"], phase[".meshgitops/b/config.json"]);
    }

    [Fact]
    public void A_kustomization_that_is_asked_for_no_more_goes_at_once()
    {
        var plain = new OutputTree([.. Whole.Files.Where(file => !file.Path.Value.EndsWith("kustomization.yaml", StringComparison.Ordinal))]);

        Assert.Equal(Texts(plain), Texts(Additive(Whole, plain)));
    }

    [Fact]
    public void A_project_allows_what_it_did_and_what_it_shall()
    {
        const string Path = "delivery/argocd/app-project-mesh.yaml";
        var both = Run("delivery-applicationset");
        var one = new OutputTree([.. both.Files.Select(file => file.Path.Value == Path ? Replace(file, "  - name: b\n    namespace: '*'\n", "  - name: c\n    namespace: '*'\n") : file)]);

        var phase = Additive(both, one);

        Assert.Contains("  - name: c\n    namespace: '*'\n  - name: b\n    namespace: '*'\n", Texts(phase)[Path], StringComparison.Ordinal);
        Assert.Equal(Texts(phase), Texts(Additive(phase, one)));
        Assert.Equal(Texts(one), Texts(Additive(one, one)));
    }

    private static OutputFile Replace(OutputFile file, string old, string text)
    {
        var before = Encoding.UTF8.GetString(file.Bytes.Span);
        Assert.Contains(old, before, StringComparison.Ordinal);
        return file with { Bytes = Encoding.UTF8.GetBytes(before.Replace(old, text, StringComparison.Ordinal)) };
    }

    private static OutputTree Run(string name)
    {
        PipelineResult result = new GoldenCase(name).Run();
        Assert.False(result.HasErrors);
        return result.Tree;
    }

    private static OutputTree Without(OutputTree tree, string path)
    {
        ImmutableArray<OutputFile> files = [.. tree.Files.Where(file => file.Path.Value != path)];
        Assert.Equal(tree.Files.Length - 1, files.Length);
        return new OutputTree(KustomizationFile.Renew(files));
    }

    private static OutputTree Additive(OutputTree published, OutputTree rendered) => AdditivePhase.Apply(
        [.. published.Files.Select(file => new PublishedFile(file.Path, file.Cluster, file.Bytes, file.Origin, file.Sharing))],
        rendered,
        AdditiveStep.Furthest);

    private static SortedDictionary<string, string> Texts(OutputTree tree) =>
        new(tree.Files.ToDictionary(file => file.Path.Value, file => Encoding.UTF8.GetString(file.Bytes.Span)), StringComparer.Ordinal);
}
