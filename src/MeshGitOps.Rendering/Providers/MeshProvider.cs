using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Providers;

/// <summary>What turns the plan of a cluster into the objects of its mesh.</summary>
public sealed record MeshProvider(MeshProviderKind Kind, Func<ClusterPlan, ImmutableArray<Manifest>> Render);
