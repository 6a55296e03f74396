using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>
/// What an installer or a cloud API takes in the place of a manifest. It lies below <c>.meshgitops/&lt;cluster&gt;/</c>,
/// never below <c>clusters/</c>: Argo CD reads every <c>.json</c> there as a manifest.
/// </summary>
/// <param name="Name">One segment of a path.</param>
public sealed record ConfigurationFile(string Name, string Text, Origin Origin);
