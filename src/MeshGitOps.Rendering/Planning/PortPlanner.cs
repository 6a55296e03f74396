using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The ports of a host: the same numbers and protocols in every cluster, as the SNI between clusters carries the number.</summary>
internal static class PortPlanner
{
    /// <summary>Sorted by number; empty where the clusters disagree or nothing is left, which is reported.</summary>
    public static ImmutableArray<HostPort> Plan(PlanningContext context, ServiceGroup group, ImmutableArray<Server> servers)
    {
        var first = PortsOf(context, group, servers[0]);
        var agreed = true;
        foreach (var server in servers.Skip(1))
        {
            agreed &= Agrees(context, group, servers[0], first, server, PortsOf(context, group, server));
        }

        if (!agreed)
        {
            return [];
        }

        ReportUnknownPorts(context, group, servers[0], first);
        ReportNoPort(context, group, servers[0], first);
        var withMtls = first.Where(port => !IsWithoutMtls(context, group, port)).ToImmutableArray();
        return WithUniqueNames(withMtls);
    }

    private static ImmutableArray<HostPort> PortsOf(PlanningContext context, ServiceGroup group, Server server)
    {
        if (server.Candidate.Service is not { } service)
        {
            return
            [
                .. group.Spec!.Ports
                    .Select(port => new HostPort(
                        port.Number.Value,
                        port.Name?.Value ?? "",
                        PortProtocol.Parse(port.Protocol?.Value ?? port.Name?.Value ?? "") ?? MeshProtocol.Tcp,
                        port.Location))
                    .OrderBy(port => port.Number),
            ];
        }

        var ports = new List<HostPort>();
        foreach (var port in service.Ports)
        {
            if (port.TransportProtocol != "TCP")
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.PortNotTcp,
                    port.Location,
                    $"Port {port.Number} of Service '{service.Key}' is {port.TransportProtocol} and is left out of the global host.",
                    "The mesh carries TCP only; reach it inside its cluster.");
                continue;
            }

            var declared = group.Spec?.Ports.FirstOrDefault(declared => declared.Number.Value == port.Number);
            var protocol = declared?.Protocol is { } said ? PortProtocol.Parse(said.Value) : PortProtocol.Of(port).Protocol;
            // Nothing says it: TCP carries everything. The rule port-name-without-protocol reports the port.
            ports.Add(new HostPort(port.Number, declared?.Name?.Value ?? port.Name ?? "", protocol ?? MeshProtocol.Tcp, port.Location));
        }

        return [.. ports.OrderBy(port => port.Number)];
    }

    private static bool Agrees(
        PlanningContext context,
        ServiceGroup group,
        Server firstServer,
        ImmutableArray<HostPort> first,
        Server otherServer,
        ImmutableArray<HostPort> other)
    {
        if (first.Select(port => (port.Number, port.Protocol)).SequenceEqual(other.Select(port => (port.Number, port.Protocol))))
        {
            return true;
        }

        var difference = other.FirstOrDefault(port => !first.Any(match => match.Number == port.Number && match.Protocol == port.Protocol));
        context.Diagnostics.Add(
            PlanDiagnostics.PortsDiffer,
            difference?.Location ?? otherServer.Candidate.Location,
            $"Service '{group.Key}' has the ports {Spell(other)} in cluster '{otherServer.Candidate.Cluster.Name}', "
            + $"but {Spell(first)} in cluster '{firstServer.Candidate.Cluster.Name}'.",
            "Give both Services the same port numbers and protocols; the container port behind each may differ.",
            new RelatedLocation(
                first.FirstOrDefault(port => !other.Any(match => match.Number == port.Number && match.Protocol == port.Protocol))?.Location
                    ?? firstServer.Candidate.Location,
                $"cluster '{firstServer.Candidate.Cluster.Name}'"));
        return false;
    }

    private static void ReportUnknownPorts(PlanningContext context, ServiceGroup group, Server server, ImmutableArray<HostPort> ports)
    {
        if (group.Spec is not { } spec || server.Candidate.Service is not { } service)
        {
            return;
        }

        var declared = spec.Ports.Select(port => port.Number).Concat(spec.PortLevelMtls.Select(port => port.Port));
        foreach (var number in declared.Where(number => !ports.Any(port => port.Number == number.Value)))
        {
            context.Diagnostics.Add(
                PlanDiagnostics.PortUnknown,
                number.Location,
                $"Service '{service.Key}' has no TCP port {number.Value}.",
                $"Its ports are {Spell(ports)}.",
                new RelatedLocation(service.Location, "the Service"));
        }
    }

    /// <summary>Without a GlobalService such a Service has no host, and its UDP ports are reported one by one.</summary>
    private static void ReportNoPort(PlanningContext context, ServiceGroup group, Server server, ImmutableArray<HostPort> ports)
    {
        if (!ports.IsEmpty || group.Spec is not { } spec)
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.NoPort,
            spec.Service.Location,
            $"Service '{server.Candidate.Key}' of GlobalService '{spec.Metadata.Name}' has no TCP port, so there is nothing that a global host could carry.",
            "Give the Service a TCP port, or remove the GlobalService.",
            new RelatedLocation(server.Candidate.Location, $"cluster '{server.Candidate.Cluster.Name}'"));
    }

    private static bool IsWithoutMtls(PlanningContext context, ServiceGroup group, HostPort port)
    {
        if (group.Spec?.PortLevelMtls.FirstOrDefault(exception => exception.Port.Value == port.Number) is not { Mode.Value: MtlsMode.Disable } disabled)
        {
            return false;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.PortWithoutMtls,
            disabled.Port.Location,
            $"Port {port.Number} of service '{group.Key}' has no mutual TLS, so the global host does not have it.",
            "PERMISSIVE keeps it reachable for the mesh too.");
        return true;
    }

    /// <summary>
    /// A name where the Service has none, one that is too long for an endpoint, or one that a GlobalService gave to another port.
    /// Endpoints are keyed by port name, so a repeated one would dial the wrong port.
    /// </summary>
    private static ImmutableArray<HostPort> WithUniqueNames(ImmutableArray<HostPort> ports)
    {
        var names = ports.Select(port => port.Name).Where(IsEndpointKey).ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var result = ImmutableArray.CreateBuilder<HostPort>(ports.Length);
        foreach (var port in ports)
        {
            var name = port.Name;
            if (!IsEndpointKey(name) || !used.Add(name))
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{port.Protocol.ToIstio().ToLowerInvariant()}-{port.Number}");
                while (names.Contains(name) || !used.Add(name))
                {
                    name += "-x";
                }
            }

            result.Add(port with { Name = name });
        }

        return result.ToImmutable();
    }

    /// <summary>The CRD of ServiceEntry takes keys of less than 63 characters (its CEL rule on <c>endpoints[].ports</c>), one less than a Service does.</summary>
    private static bool IsEndpointKey(string name) => name.Length < DnsNames.MaxLabelLength && DnsNames.IsLabel(name);

    private static string Spell(ImmutableArray<HostPort> ports) => ports.IsEmpty
        ? "none"
        : string.Join(", ", ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"{port.Number}/{port.Protocol.ToIstio()}")));

    /// <summary>
    /// The container ports behind a Service port, sorted; empty where they cannot be told.
    /// A named one may have another number in each workload.
    /// </summary>
    public static ImmutableArray<int> ContainerPortsOf(KubernetesServicePort port, ImmutableArray<KubernetesWorkload> workloads) =>
        port.ContainerPortsIn(workloads);
}
