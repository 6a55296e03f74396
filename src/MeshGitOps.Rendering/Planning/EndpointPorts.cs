using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What is dialled at an endpoint for each port of a host, sorted by the name of the port.</summary>
internal static class EndpointPorts
{
    /// <summary>At the Service itself: its own numbers.</summary>
    public static ImmutableArray<EndpointPort> OfService(GlobalHost host) =>
        [.. host.Ports.Select(port => new EndpointPort(port.Name, port.Number)).OrderBy(port => port.Name, StringComparer.Ordinal)];

    /// <summary>At a gateway: one number for all ports, which the SNI tells apart.</summary>
    public static ImmutableArray<EndpointPort> OfGateway(GlobalHost host, int number) =>
        [.. host.Ports.Select(port => new EndpointPort(port.Name, number)).OrderBy(port => port.Name, StringComparer.Ordinal)];
}
