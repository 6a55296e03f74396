namespace MeshGitOps.Specs.Kinds.GlobalNamespaces;

internal static class ClusterSelectorBinder
{
    public static ClusterSelector Bind(FieldReader selector) =>
        new(selector.Location, selector.Texts("names"), selector.MapOrNull("matchLabels"));
}
