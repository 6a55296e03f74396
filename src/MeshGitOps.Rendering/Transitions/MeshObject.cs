using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>One object of a file of the output, read back from its bytes: anybody may have edited them.</summary>
internal sealed record MeshObject(string Cluster, OutputPath Path, ManifestMapping Root)
{
    public ObjectKey Key { get; } = new(
        Cluster,
        GroupOf(TextOf(Root, "apiVersion")),
        TextOf(Root, "kind"),
        TextOf(Root, "metadata", "namespace"),
        TextOf(Root, "metadata", "name"));

    public ManifestMapping? Spec => Root["spec"] as ManifestMapping;

    /// <summary><c>GlobalNamespace/acme</c>; empty where the object does not say.</summary>
    public string Origin => TextOf(Root, "metadata", "annotations", "meshgitops.io/origin");

    /// <summary>Empty where there is no such string.</summary>
    public static string TextOf(ManifestMapping? root, params ReadOnlySpan<string> path)
    {
        for (var i = 0; i < path.Length - 1; i++)
        {
            root = root?[path[i]] as ManifestMapping;
        }

        return (root?[path[^1]] as ManifestString)?.Value ?? "";
    }

    public static ImmutableArray<ManifestMapping> ItemsOf(ManifestMapping? root, string field) =>
        root?[field] is ManifestSequence items ? [.. items.Items.OfType<ManifestMapping>()] : [];

    public static ImmutableArray<string> TextsOf(ManifestMapping? root, string field) =>
        root?[field] is ManifestSequence items ? [.. items.Items.OfType<ManifestString>().Select(item => item.Value)] : [];

    public static long? NumberOf(ManifestMapping? root, string field) => (root?[field] as ManifestInteger)?.Value;

    private static string GroupOf(string apiVersion) =>
        apiVersion.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? apiVersion[..slash] : "";
}

/// <summary>What makes two objects the same one, whatever the version of their API.</summary>
public readonly record struct ObjectKey(string Cluster, string Group, string Kind, string Namespace, string Name)
{
    public bool Is(string kind) => Kind == kind && (Group.EndsWith(".istio.io", StringComparison.Ordinal) || Group.Length == 0);
}
