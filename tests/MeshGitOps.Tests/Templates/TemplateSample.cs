using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Tests.Providers;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Templates;

/// <summary>One template rendered for one cluster.</summary>
internal static class TemplateSample
{
    public const string Path = "templates/sample.hbs";

    /// <summary>Cluster 'a', with a member namespace and a host.</summary>
    public static ClusterPlan Plan => PlanSamples.Cluster() with
    {
        Labels = PlanSamples.NoLabels.Add("env", "prod").Add("example.com/team", "shop"),
        Memberships = [new MembershipPlan("acme", "acme.example.com", "mesh-acme", ["acme", "shopping"])],
    };

    public static Diagnosed<TemplateSet> Read(params (string Path, string Text)[] files) =>
        TemplateSet.Read(new InMemorySourceFolder(files), new SpecSet());

    public static Diagnosed<ImmutableArray<Manifest>> Render(string template, ClusterPlan? plan = null)
    {
        var (set, findings) = Read((Path, template));
        var (manifests, rendered) = TemplateRenderer.Render(set, plan ?? Plan, []);
        return new(manifests, [.. findings, .. rendered]);
    }

    /// <summary>The <c>data.text</c> of a ConfigMap with this expression in it; it must have no finding.</summary>
    public static string Text(string expression)
    {
        var (manifests, findings) = Render(ConfigMap($"  text: {expression}\n"));
        Assert.Empty(findings);
        var data = Assert.IsType<ManifestMapping>(Assert.Single(manifests).Root["data"]);
        return Assert.IsType<ManifestString>(data["text"]).Value;
    }

    /// <param name="data">The lines below <c>data:</c>.</param>
    public static string ConfigMap(string data, string target = "Cluster") =>
        $"---\nfor: {target}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: sample\n  namespace: tools\ndata:\n{data}";

    public static string Write(Manifest manifest)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(buffer, manifest.Root);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
