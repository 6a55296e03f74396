using System.Collections.Frozen;

namespace MeshGitOps.Policies.Validation;

/// <summary>The protocols that the ports of Istio's objects take, in any case. Source: pkg/config/protocol/instance.go.</summary>
internal static class WireProtocols
{
    /// <summary>For the help of findings.</summary>
    public const string Help = "Write one of HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, TLS, TCP, MONGO, MYSQL and REDIS.";

    private static readonly FrozenSet<string> Http =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "HTTP", "HTTP2", "HTTP_PROXY", "GRPC", "GRPC-WEB");

    private static readonly FrozenSet<string> Tls = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "HTTPS", "TLS", "HBONE", "DOUBLE-HBONE");

    private static readonly FrozenSet<string> Others =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "TCP", "UDP", "MONGO", "MYSQL", "REDIS");

    public static bool IsKnown(string protocol) => IsHttp(protocol) || IsTls(protocol) || Others.Contains(protocol);

    public static bool IsHttp(string protocol) => Http.Contains(protocol);

    public static bool IsTls(string protocol) => Tls.Contains(protocol);
}
