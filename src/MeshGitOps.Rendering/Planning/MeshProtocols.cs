namespace MeshGitOps.Rendering.Planning;

/// <summary>The spellings of protocols.</summary>
public static class MeshProtocols
{
    /// <summary>Whether a sidecar sees requests, with methods, paths and headers, rather than connections.</summary>
    public static bool IsHttp(this MeshProtocol protocol) =>
        protocol is MeshProtocol.Http or MeshProtocol.Http2 or MeshProtocol.Grpc or MeshProtocol.GrpcWeb;

    /// <summary>As a ServiceEntry spells it.</summary>
    public static string ToIstio(this MeshProtocol protocol) => protocol switch
    {
        MeshProtocol.Http => "HTTP",
        MeshProtocol.Http2 => "HTTP2",
        MeshProtocol.Https => "HTTPS",
        MeshProtocol.Grpc => "GRPC",
        MeshProtocol.GrpcWeb => "GRPC-WEB",
        MeshProtocol.Tls => "TLS",
        MeshProtocol.Tcp => "TCP",
        MeshProtocol.Mongo => "MONGO",
        MeshProtocol.MySql => "MYSQL",
        MeshProtocol.Redis => "REDIS",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol)),
    };
}
