using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Dns;

/// <summary>How the names of global hosts are answered in a cluster.</summary>
/// <param name="Manifests">The patches of the DNS provider first, then the objects of the responder.</param>
/// <param name="Files">What the platform's API takes, where the provider is configured there.</param>
public sealed record DnsOutput(ImmutableArray<Manifest> Manifests, ImmutableArray<ConfigurationFile> Files)
{
    public static readonly DnsOutput Empty = new([], []);
}
