using System.Net;
using System.Net.Sockets;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>A port of the loopback interface that nobody listens on. Somebody may take it before it is used: try again then.</summary>
internal static class FreePort
{
    public const int Tries = 10;

    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
