using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Schemas;

/// <summary>Objects from YAML, without an inventory around them.</summary>
internal static class IstioObjects
{
    public static KubernetesObject Of(string text)
    {
        var (documents, findings) = YamlTreeBuilder.Build(new SourceText("sample.yaml", text));
        Assert.Empty(findings);
        var root = Assert.IsType<YamlMapping>(Assert.Single(documents).Root);
        return MeshObjectReader.ObjectOf(root, root.Text("apiVersion")!.Value, root.Text("kind")!.Value);
    }
}
