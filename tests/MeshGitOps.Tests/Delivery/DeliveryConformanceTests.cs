using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Conformance;
using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Delivery;

/// <summary>What Argo CD and Flux are told, against their CustomResourceDefinitions.</summary>
public sealed class DeliveryConformanceTests(ITestOutputHelper output)
{
    private static readonly string[] Kinds = ["AppProject", "Application", "ApplicationSet", "GitRepository", "Kustomization", "OCIRepository"];

    [Fact]
    public void Every_delivery_object_is_what_its_API_takes()
    {
        if (Definitions() is not { } definitions)
        {
            return;
        }

        var objects = Objects();
        Assert.Equal(Kinds, objects.Select(item => item.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(objects.SelectMany(item => ObjectConformance.Check(item, definitions).Select(problem => $"{item.File}: {item}{problem}")));
    }

    [Fact]
    public void A_field_that_an_API_does_not_have_is_caught_in_each_kind()
    {
        if (Definitions() is not { } definitions)
        {
            return;
        }

        foreach (var item in Objects().DistinctBy(item => item.Kind))
        {
            var broken = item.Copy();
            ((YamlMap)broken.Tree["spec"]!)["unheardOf"] = "a";
            Assert.False(ObjectConformance.Check(broken, definitions).IsEmpty, $"An unknown field in {item} is not caught.");
        }
    }

    private static List<KubeObject> Objects() =>
    [
        .. GoldenCase.Names.Where(name => name.StartsWith("delivery-", StringComparison.Ordinal))
            .Select(name => new GoldenCase(name).Run())
            .Append(GoldenCase.Run(ExampleFiles.Inputs("acme-fitness")))
            .SelectMany(result => result.Tree.Files)
            .Where(file => file.Cluster == OutputFile.Delivery)
            .SelectMany(file => KubeObject.ReadAll(Encoding.UTF8.GetString(file.Bytes.Span), file.Path.Value)),
    ];

    private CrdCatalog? Definitions()
    {
        if (CrdCatalog.Instance is null)
        {
            output.WriteLine("Skipped: the CustomResourceDefinitions are not beside the repository.");
        }

        return CrdCatalog.Instance;
    }
}
