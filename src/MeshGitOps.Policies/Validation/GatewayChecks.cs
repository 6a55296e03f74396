using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Source: ValidateGateway in pkg/config/validation/validation.go.</summary>
internal static class GatewayChecks
{
    public static IEnumerable<Refusal> Of(IstioGateway gateway)
    {
        var item = gateway.Object;
        if (item.Key.Name.Contains('.', StringComparison.Ordinal))
        {
            yield return new Refusal(
                item.Location,
                $"The name of {item} has a dot, but it must be a DNS label.",
                "VirtualServices name a Gateway as 'namespace/name', in which a dot would read as a domain.");
        }

        if (item.Spec is { } spec && (spec.Value("servers") is null || spec["servers"] is YamlSequence { Items.IsEmpty: true }))
        {
            yield return new Refusal(spec.KeyLocation("servers"), $"{item} has no servers, so it opens no port.", "Write 'servers' with a port and its hosts.");
        }

        var names = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var server in gateway.Servers)
        {
            if (server.PortName is { } name && !names.TryAdd(name.Value, name.Location))
            {
                yield return new Refusal(name.Location, $"Two servers of {item} have the port name '{Shown.Of(name.Value)}'.", "Port names are unique in a Gateway.")
                {
                    Related = new RelatedLocation(names[name.Value], "It stands here first."),
                };
            }

            foreach (var refusal in Hosts(gateway, server).Concat(Port(gateway, server)).Concat(GatewayTlsChecks.Of(gateway, server)))
            {
                yield return refusal;
            }
        }
    }

    private static IEnumerable<Refusal> Hosts(IstioGateway gateway, GatewayServer server)
    {
        if (server.Node["hosts"] is YamlSequence { Items.IsEmpty: true } empty)
        {
            yield return new Refusal(empty.Location, $"A server of {gateway.Object} has no hosts.", "Write '*' for all.");
        }

        foreach (var host in server.Hosts)
        {
            var slash = host.Value.IndexOf('/', StringComparison.Ordinal);
            var @namespace = slash < 0 ? "*" : host.Value[..slash];
            var name = host.Value[(slash + 1)..];
            if (@namespace is not ("*" or "." or "~") && !DnsNames.IsLabel(@namespace))
            {
                yield return new Refusal(
                    host.Location,
                    $"The host '{Shown.Of(host.Value)}' of {gateway.Object} begins with '{Shown.Of(@namespace)}/', which is no name of a namespace.",
                    "Before the '/' stands a namespace, '.' for that of the Gateway, or '*' for all.");
            }
            else if (name != "*" && !IstioHostName.IsFullNameOrWildcard(name))
            {
                yield return new Refusal(host.Location, $"The host '{Shown.Of(host.Value)}' of {gateway.Object} is no host name.");
            }
            else if (name != "*" && !name.Contains('.', StringComparison.Ordinal))
            {
                yield return new Refusal(
                    host.Location,
                    $"The host '{Shown.Of(host.Value)}' of {gateway.Object} is a short name, which a Gateway does not complete.",
                    "Write the name that clients call, such as 'shop.example.com', or '*'.");
            }
        }
    }

    private static IEnumerable<Refusal> Port(IstioGateway gateway, GatewayServer server)
    {
        if (server.Protocol is { } protocol && (!WireProtocols.IsKnown(protocol.Value) || protocol.Value.Equals("UDP", StringComparison.OrdinalIgnoreCase)))
        {
            yield return new Refusal(
                protocol.Location,
                protocol.Value.Equals("UDP", StringComparison.OrdinalIgnoreCase)
                    ? $"A server of {gateway.Object} has the protocol 'UDP', which gateways do not pass on."
                    : $"A server of {gateway.Object} has the unknown protocol '{Shown.Of(protocol.Value)}'.",
                WireProtocols.Help);
        }

        if (server.Node.LocatedText("bind")?.Value.StartsWith("unix://", StringComparison.Ordinal) != true)
        {
            foreach (var refusal in PortNumbers.Check(gateway.Object, server.PortNumber, "number"))
            {
                yield return refusal;
            }
        }
    }
}
