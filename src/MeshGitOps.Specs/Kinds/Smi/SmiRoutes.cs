using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Smi;

/// <summary>HTTP requests that TrafficTargets choose by the name of a match.</summary>
public sealed record HttpRouteGroupSpec(SpecMetadata Metadata, ImmutableArray<AccessRule> Matches);

/// <summary>Connections that TrafficTargets choose.</summary>
/// <param name="Ports">Ports of containers: Open Service Mesh compares the port that the connection arrives at. None: every port.</param>
public sealed record TcpRouteSpec(SpecMetadata Metadata, ImmutableArray<Located<int>> Ports);
