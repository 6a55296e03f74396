using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Templates;

/// <summary>What a template is rendered for at one time.</summary>
/// <param name="GlobalNamespace">Null where it is rendered for a cluster.</param>
/// <param name="Host">Null where it is not rendered for a host.</param>
internal sealed record TemplateSubject(string Cluster, string? GlobalNamespace, string? Host, OrderedDictionary<string, object?> Model)
{
    public ManifestPlacement PlacementFor(Template template) =>
        new(ManifestConcern.Template, GlobalNamespace, Host) { Template = template.Name };

    /// <summary>As messages say it.</summary>
    public override string ToString() =>
        Host is not null ? $"host '{Host}' in cluster '{Cluster}'"
        : GlobalNamespace is not null ? $"GlobalNamespace '{GlobalNamespace}' in cluster '{Cluster}'"
        : $"cluster '{Cluster}'";
}
