using System.Buffers;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Tests.Providers;

/// <summary>What is rendered for a plan, as a person reads it.</summary>
internal static class ManifestText
{
    /// <summary>The only manifest of a kind in a namespace.</summary>
    public static string Of(ClusterPlan plan, string kind, string? manifestNamespace) => Of(Assert.Single(
        IstioManifests.Render(plan),
        manifest => manifest.Kind == kind && manifest.Namespace == manifestNamespace));

    public static string Of(Manifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(buffer, manifest.Root);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
