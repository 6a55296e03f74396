using System.Buffers;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>An AppProject of Argo CD that allows what the published one allows and what the rendered one allows: a cluster that leaves is still synced.</summary>
internal static class ProjectUnion
{
    private static readonly string[] Lists = ["sourceRepos", "destinations", "clusterResourceWhitelist", "namespaceResourceWhitelist"];

    public static OutputFile Of(PublishedFile published, OutputFile rendered, ArrayBufferWriter<byte> buffer)
    {
        if (Single(published.Path, published.Bytes) is not { } before || Single(rendered.Path, rendered.Bytes) is not { } after)
        {
            return rendered;
        }

        var union = Of(before, after);
        return union == after ? rendered : rendered with { Bytes = HeadedManifests.Write(buffer, rendered.Bytes, [union]) };
    }

    private static ManifestMapping Of(ManifestMapping before, ManifestMapping after) =>
        IsProject(before) && IsProject(after) && before["spec"] is ManifestMapping old && after["spec"] is ManifestMapping spec
            ? With(after, "spec", Lists.Aggregate(spec, (all, list) => old[list] is ManifestSequence items ? With(all, list, Joined(all[list], items)) : all))
            : after;

    private static ManifestSequence Joined(ManifestValue? rendered, ManifestSequence published) =>
        rendered is ManifestSequence items ? new([.. items.Items.Union(published.Items)]) : published;

    private static bool IsProject(ManifestMapping root) => MeshObject.TextOf(root, "kind") == "AppProject";

    private static ManifestMapping? Single(OutputPath path, ReadOnlyMemory<byte> bytes) =>
        ManifestYamlReader.Read(path.Value, bytes.Span) is { Value: [{ } root], Diagnostics.IsEmpty: true } ? root : null;

    private static ManifestMapping With(ManifestMapping mapping, string key, ManifestValue value) => mapping[key] is null
        ? new(mapping.Fields.Add(new ManifestField(key, value)))
        : new([.. mapping.Fields.Select(field => field.Key == key ? new ManifestField(key, value) : field)]);
}
