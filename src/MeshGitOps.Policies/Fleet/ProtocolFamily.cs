using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Policies.Fleet;

/// <summary>By what a sidecar tells the hosts of one port apart.</summary>
internal enum ProtocolFamily
{
    /// <summary>No protocol is written, or an unknown one.</summary>
    Unknown,

    /// <summary>By the Host header.</summary>
    Http,

    /// <summary>By the SNI.</summary>
    Tls,

    /// <summary>By the address alone.</summary>
    Tcp,
}

internal static class ProtocolFamilies
{
    public static ProtocolFamily Family(this MeshProtocol? protocol) => protocol switch
    {
        MeshProtocol.Http or MeshProtocol.Http2 or MeshProtocol.Grpc or MeshProtocol.GrpcWeb => ProtocolFamily.Http,
        MeshProtocol.Https or MeshProtocol.Tls => ProtocolFamily.Tls,
        MeshProtocol.Tcp or MeshProtocol.Mongo or MeshProtocol.MySql or MeshProtocol.Redis => ProtocolFamily.Tcp,
        _ => ProtocolFamily.Unknown,
    };
}
