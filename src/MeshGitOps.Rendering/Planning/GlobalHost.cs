using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>One name that clients call, with everything that is the same in every cluster.</summary>
public sealed record GlobalHost
{
    /// <summary><c>catalog.acme.example.com</c>.</summary>
    public required string Host { get; init; }

    public required string GlobalNamespace { get; init; }

    /// <summary>The domain of the GlobalNamespace.</summary>
    public required string Domain { get; init; }

    /// <summary>How traffic goes from cluster to cluster.</summary>
    public InterconnectMode Interconnect { get; init; } = InterconnectMode.EastWest;

    /// <summary>The Kubernetes Service behind it, by its name in the GlobalNamespace.</summary>
    public required ServiceKey Service { get; init; }

    /// <summary>The same in every cluster; from the lock file.</summary>
    public required string VirtualAddress { get; init; }

    /// <summary>Sorted by number.</summary>
    public required ImmutableArray<HostPort> Ports { get; init; }

    /// <summary>Sorted by cluster; draining ones too.</summary>
    public required ImmutableArray<ServingCluster> Servers { get; init; }

    /// <summary>Every identity behind the host, sorted; empty where one of them is unknown.</summary>
    public required ImmutableArray<string> SubjectAltNames { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>The place that made this host: the Service in a manifest, or the GlobalService.</summary>
    public required SourceLocation Location { get; init; }
}

/// <summary>A port of a host: number, unique name, explicit protocol.</summary>
public sealed record HostPort(int Number, string Name, MeshProtocol Protocol, SourceLocation Location);

/// <summary>A protocol as ServiceEntry spells it in upper case (<see cref="MeshProtocols.ToIstio"/>).</summary>
public enum MeshProtocol
{
    Http,
    Http2,
    Https,
    Grpc,
    GrpcWeb,
    Tls,
    Tcp,
    Mongo,
    MySql,
    Redis,
}

/// <summary>A cluster that runs the service behind a host, under the name it has there.</summary>
public sealed record ServingCluster(
    string Cluster,
    ServiceKey Service,
    ServingState State,
    SourceLocation Location);
