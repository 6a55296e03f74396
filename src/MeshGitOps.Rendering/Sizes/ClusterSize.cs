namespace MeshGitOps.Rendering.Sizes;

/// <summary>What is rendered for a cluster, in figures.</summary>
/// <param name="Files">Without the inventory.</param>
/// <param name="Objects">Without what an earlier render left of shared objects.</param>
/// <param name="ManifestBytes">Of the files below <c>clusters/&lt;cluster&gt;/</c>, as they are written.</param>
/// <param name="Largest">Null for a cluster without objects.</param>
public sealed record ClusterSize(string Cluster, int Files, int Objects, long ManifestBytes, ObjectSize? Largest);
