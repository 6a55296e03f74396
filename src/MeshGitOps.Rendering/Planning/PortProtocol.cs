using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// The protocol of a Service port as Istio reads it: <c>appProtocol</c>, then the text of the name before the first '-'.
/// Source: Istio's <c>pkg/config/kube/conversion.go</c> (ConvertProtocol).
/// </summary>
/// <param name="Protocol">Null where neither says one, or for UDP and SCTP.</param>
/// <param name="Source">Which of them said it.</param>
public readonly record struct PortProtocol(MeshProtocol? Protocol, PortProtocolSource Source)
{
    public static PortProtocol Of(KubernetesServicePort port)
    {
        if (port.TransportProtocol is not "TCP")
        {
            return new PortProtocol(null, PortProtocolSource.NotTcp);
        }

        if (port.AppProtocol is { } appProtocol)
        {
            return Parse(FromKubernetesName(appProtocol)) is { } declared
                ? new PortProtocol(declared, PortProtocolSource.AppProtocol)
                : WellKnown(port.Number);
        }

        return Parse(port.Name ?? "") is { } named
            ? new PortProtocol(named, PortProtocolSource.Name)
            : WellKnown(port.Number);
    }

    /// <summary>The protocol that a word such as <c>http</c>, <c>grpc-web</c> or <c>http-catalog</c> names, in any case.</summary>
    public static MeshProtocol? Parse(string text)
    {
        if (text.StartsWith("grpc-web", StringComparison.OrdinalIgnoreCase))
        {
            return MeshProtocol.GrpcWeb;
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var prefix = dash < 0 ? text : text[..dash];
        return prefix.ToUpperInvariant() switch
        {
            "HTTP" or "HTTP_PROXY" => MeshProtocol.Http,
            "HTTP2" => MeshProtocol.Http2,
            "HTTPS" => MeshProtocol.Https,
            "GRPC" => MeshProtocol.Grpc,
            "TLS" => MeshProtocol.Tls,
            "TCP" => MeshProtocol.Tcp,
            "MONGO" => MeshProtocol.Mongo,
            "MYSQL" => MeshProtocol.MySql,
            "REDIS" => MeshProtocol.Redis,
            _ => null,
        };
    }

    /// <summary>Ports whose servers speak first; Istio takes them for TCP without a word.</summary>
    public static bool IsServerFirst(int port) => port is 25 or 53 or 3306 or 27017;

    private static PortProtocol WellKnown(int number) => IsServerFirst(number)
        ? new PortProtocol(MeshProtocol.Tcp, PortProtocolSource.WellKnownPort)
        : new PortProtocol(null, PortProtocolSource.None);

    private static string FromKubernetesName(string appProtocol) => appProtocol switch
    {
        "kubernetes.io/h2c" => "http2",
        "kubernetes.io/ws" => "http",
        "kubernetes.io/wss" => "https",
        _ => appProtocol,
    };
}

/// <summary>What a protocol was taken from.</summary>
public enum PortProtocolSource
{
    /// <summary>Nothing says it.</summary>
    None,
    AppProtocol,
    Name,

    /// <summary>Assumed from the number of a server-first port.</summary>
    WellKnownPort,

    /// <summary>UDP or SCTP, which the mesh does not carry.</summary>
    NotTcp,
}
