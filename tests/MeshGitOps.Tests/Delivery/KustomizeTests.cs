using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;
using MeshGitOps.Tests.Workspace;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Delivery;

/// <summary>The folder of a cluster as <c>kubectl kustomize</c> builds it, where there is a kubectl.</summary>
public sealed class KustomizeTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _disk = new();

    public void Dispose() => _disk.Dispose();

    [Theory]
    [InlineData("aks")]
    [InlineData("eks")]
    public void Builds_what_is_rendered_for_a_cluster(string cluster)
    {
        var rendered = Write(GoldenCase.Run(ExampleFiles.Inputs("acme-fitness")).Tree, cluster);

        if (Build($"out/clusters/{cluster}") is { } built)
        {
            Assert.NotEmpty(rendered);
            Assert.Equal(Names(rendered), Names(built));
        }
    }

    [Fact]
    public void The_patch_of_Flux_takes_the_shared_objects_out_and_nothing_else()
    {
        var tree = new GoldenCase("delivery-branch").Run().Tree;
        var rendered = Write(tree, "b");
        var flux = KubeObject.ReadAll(Text(tree.Files.Single(file => file.Path.Value == "delivery/flux/b/sync.yaml")), "sync.yaml");
        var patch = Assert.Single(flux.Single(item => item is { Kind: "Kustomization", Name: "acme" }).Tree.Items("spec", "patches"));
        var kustomization = "out/clusters/b/kustomization.yaml";
        _disk.Write(kustomization, $"""
            {_disk.Read(kustomization)}patches:
            - patch: |
                {patch.Text("patch")!.TrimEnd().Replace("\n", "\n    ", StringComparison.Ordinal)}
              target:
                annotationSelector: {patch.Text("target", "annotationSelector")}
            """);

        if (Build("out/clusters/b") is { } built)
        {
            var shared = rendered.Where(item => item.File.StartsWith("clusters/b/shared/", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(shared);
            Assert.Equal(Names(rendered.Except(shared)), Names(built));
        }
    }

    [Fact]
    public void A_folder_without_manifests_builds_too()
    {
        _disk.Write("out/clusters/a/kustomization.yaml", Text(KustomizationFile.Create("a", "mesh.yaml", [])));

        if (Build("out/clusters/a") is { } built)
        {
            Assert.Empty(built);
        }
    }

    private List<KubeObject> Write(OutputTree tree, string cluster)
    {
        var files = tree.Files.Where(file => file.Path.Value.StartsWith($"clusters/{cluster}/", StringComparison.Ordinal)).ToList();
        foreach (var file in files)
        {
            _disk.Write($"out/{file.Path}", Text(file));
        }

        return
        [
            .. files.Where(file => !file.Path.Value.EndsWith("/kustomization.yaml", StringComparison.Ordinal))
                .SelectMany(file => KubeObject.ReadAll(Text(file), file.Path.Value)),
        ];
    }

    private static string Text(OutputFile file) => Encoding.UTF8.GetString(file.Bytes.Span);

    private static IEnumerable<string> Names(IEnumerable<KubeObject> objects) =>
        objects.Select(item => $"{item.ApiVersion} {item.Kind} {item.Tree.Text("metadata", "namespace")}/{item.Name}").Order(StringComparer.Ordinal);

    /// <summary>Null, with the reason, where there is no kubectl.</summary>
    private List<KubeObject>? Build(string folder)
    {
        try
        {
            using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", _disk[folder]])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = kubectl.StandardError.ReadToEndAsync();
            var text = kubectl.StandardOutput.ReadToEnd();
            kubectl.WaitForExit();
            Assert.True(kubectl.ExitCode == 0, errors.Result);
            return [.. KubeObject.ReadAll(text, folder)];
        }
        catch (Win32Exception)
        {
            output.WriteLine("Skipped: there is no kubectl.");
            return null;
        }
    }
}
