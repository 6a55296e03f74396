using System.Collections.Immutable;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>A cluster of which there is no spec: a name for what lies at some paths.</summary>
/// <param name="Name">A DNS label.</param>
/// <param name="Paths">Files and folders, from the root of the repository; "" is the root.</param>
public sealed record BareCluster(string Name, ImmutableArray<string> Paths);
