using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>The ports of a ServiceEntry; that they have a name and a number is for the shape.</summary>
internal static class ServiceEntryPortChecks
{
    public static IEnumerable<Refusal> Of(ServiceEntry entry)
    {
        var names = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        var numbers = new Dictionary<int, SourceLocation>();
        foreach (var port in entry.Ports)
        {
            foreach (var refusal in Of(entry, port))
            {
                yield return refusal;
            }

            if (port.Name is { } name && !names.TryAdd(name.Value, name.Location))
            {
                yield return Twice(name.Location, names[name.Value], $"{entry.Object} has two ports with the name '{Shown.Of(name.Value)}'.");
            }

            if (port.Number is { } number && !numbers.TryAdd(number.Value, number.Location))
            {
                yield return Twice(number.Location, numbers[number.Value], $"{entry.Object} has two ports with the number {PortNumbers.Format(number.Value)}.");
            }
        }

        foreach (var refusal in SeveralHosts(entry))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<Refusal> Of(ServiceEntry entry, ServiceEntryPort port)
    {
        if (port.Name is { } name && !IstioHostName.IsLabel(name.Value))
        {
            yield return new Refusal(
                name.Location,
                $"The port name '{Shown.Of(name.Value)}' of {entry.Object} is no DNS label.",
                "A port name is letters, digits and '-', at most 63.");
        }

        foreach (var refusal in PortNumbers.Check(entry.Object, port.Number, "number"))
        {
            yield return refusal;
        }

        foreach (var refusal in PortNumbers.Check(entry.Object, port.TargetPort is { Value: 0 } ? null : port.TargetPort, "targetPort"))
        {
            yield return refusal;
        }

        if (port.Protocol is { Value: not "" } protocol && !WireProtocols.IsKnown(protocol.Value))
        {
            yield return new Refusal(
                protocol.Location,
                $"{entry.Object} has a port with the unknown protocol '{Shown.Of(protocol.Value)}'.",
                WireProtocols.Help);
        }
    }

    /// <summary>The address of a TCP connection does not say which of the hosts was meant.</summary>
    private static IEnumerable<Refusal> SeveralHosts(ServiceEntry entry)
    {
        if (entry.Hosts.Length < 2 || ServiceEntryChecks.ResolutionOf(entry) is "NONE" or "DYNAMIC_DNS")
        {
            yield break;
        }

        foreach (var port in entry.Ports)
        {
            var protocol = port.Protocol?.Value ?? "";
            var isWritten = protocol.Length > 0 || (port.Protocol is null && port.Node.Value("protocol") is not null);
            if (!isWritten || (WireProtocols.IsKnown(protocol) && !WireProtocols.IsHttp(protocol) && !WireProtocols.IsTls(protocol)))
            {
                yield return new Refusal(
                    port.Protocol?.Location ?? port.Name?.Location ?? port.Node.Location,
                    $"{entry.Object} has {PortNumbers.Format(entry.Hosts.Length)} hosts, but the protocol {(protocol.Length == 0 ? "of this port, which is not written," : $"'{protocol}'")} does not say which of them a connection is for.",
                    "Write one ServiceEntry for each host, or a protocol with host names (HTTP, GRPC, TLS, HTTPS).");
                yield break;
            }
        }
    }

    private static Refusal Twice(SourceLocation location, SourceLocation first, string message) =>
        new(location, message, "Names and numbers of ports are unique in a ServiceEntry.") { Related = new RelatedLocation(first, "It stands here first.") };
}
