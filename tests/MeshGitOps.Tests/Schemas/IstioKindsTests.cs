using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Golden;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Schemas;

public sealed class IstioKindsTests(ITestOutputHelper output)
{
    [Fact]
    public void Has_the_kinds_versions_and_shapes_of_the_definitions()
    {
        if (Repository.Shared("crds", "istio.yaml") is not { } path)
        {
            output.WriteLine("Skipped: the CustomResourceDefinitions are not beside the repository.");
            return;
        }

        var (documents, findings) = YamlTreeBuilder.Build(new SourceText("istio.yaml", File.ReadAllText(path)));
        Assert.Empty(findings);
        var definitions = documents.Select(document => document.Root).OfType<YamlMapping>()
            .Where(root => root.Text("kind")?.Value == "CustomResourceDefinition")
            .Select(root => root.Mapping("spec")!)
            .ToDictionary(spec => $"{spec.Text("group")}/{spec.Mapping("names").Text("kind")}", StringComparer.Ordinal);

        Assert.Equal(definitions.Keys.Order(StringComparer.Ordinal), IstioKinds.All.Select(kind => $"{kind.Group}/{kind.Name}"));
        foreach (var kind in IstioKinds.All)
        {
            var versions = definitions[$"{kind.Group}/{kind.Name}"].Mappings("versions").ToList();
            Assert.Equal(versions.Select(version => version.Text("name")!.Value).Order(StringComparer.Ordinal), kind.Versions.Order(StringComparer.Ordinal));
            var shapes = versions
                .Select(version => IstioSchemaGenerator.Generate(version.Mapping("schema").Mapping("openAPIV3Schema")!))
                .Distinct(StringComparer.Ordinal);
            AssertFile(Assert.Single(shapes), kind.FileName);
        }
    }

    [Fact]
    public void Reads_the_shape_of_each_kind()
    {
        foreach (var kind in IstioKinds.All)
        {
            var item = IstioObjects.Of($"""
                apiVersion: {kind.Group}/{kind.Versions[0]}
                kind: {kind.Name}
                metadata:
                  name: sample
                  namespace: shop
                spec:
                  noSuchField: 1
                """);

            var findings = kind.Check(item);

            Assert.Equal($"Unknown field 'noSuchField' in {kind.Name} 'shop/sample'.", Assert.Single(findings.UnknownFields).Message);
        }
    }

    private static void AssertFile(string expected, string name)
    {
        var path = Repository.PathOf("src", "MeshGitOps.Specs", "Istio", "Schemas", name);
        if (GoldenFile.IsUpdating)
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
