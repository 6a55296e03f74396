using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>What the resolution of a ServiceEntry asks of its hosts, addresses and endpoints.</summary>
internal static class ServiceEntryResolutionChecks
{
    private const string UnixPrefix = "unix://";

    public static IEnumerable<Refusal> Of(ServiceEntry entry) => ServiceEntryChecks.ResolutionOf(entry) switch
    {
        "NONE" => None(entry),
        "STATIC" => Endpoints(entry, takesNames: false),
        "DNS" or "DNS_ROUND_ROBIN" => Dns(entry),
        "DYNAMIC_DNS" => DynamicDns(entry),
        _ => [],
    };

    private static IEnumerable<Refusal> None(ServiceEntry entry)
    {
        if (!entry.Endpoints.IsEmpty)
        {
            yield return new Refusal(
                entry.Object.Spec!.KeyLocation("endpoints"),
                $"{entry.Object} has endpoints, but with the resolution NONE connections go where the client sends them.",
                "Write 'resolution: STATIC' for endpoints with IP addresses, or 'resolution: DNS' for those with names.");
        }
    }

    private static IEnumerable<Refusal> Dns(ServiceEntry entry)
    {
        var resolution = ServiceEntryChecks.ResolutionOf(entry);
        if (entry.Endpoints.IsEmpty && entry.Object.Spec?["endpoints"] is null or YamlSequence { Items.IsEmpty: true })
        {
            // What is no host name at all has its finding already.
            foreach (var host in entry.Hosts.Where(host => host.Value.StartsWith('*') && host.Value.Length > 1 && IstioHostName.IsFullNameOrWildcard(host.Value)))
            {
                yield return new Refusal(
                    host.Location,
                    $"{entry.Object} has the wildcard host '{Shown.Of(host.Value)}', which the resolution '{resolution}' cannot look up.",
                    "Write endpoints, full names, or 'resolution: NONE'.");
            }
        }

        if (resolution == "DNS_ROUND_ROBIN" && entry.Endpoints.Length > 1)
        {
            yield return new Refusal(
                entry.Endpoints[1].Node.Location,
                $"{entry.Object} has {PortNumbers.Format(entry.Endpoints.Length)} endpoints, but the resolution DNS_ROUND_ROBIN takes one at most.",
                "Write 'resolution: DNS' for several endpoints.");
        }

        foreach (var refusal in Endpoints(entry, takesNames: true))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<Refusal> DynamicDns(ServiceEntry entry)
    {
        foreach (var host in entry.Hosts.Where(host => !host.Value.StartsWith('*')))
        {
            yield return new Refusal(
                host.Location,
                $"{entry.Object} has the host '{Shown.Of(host.Value)}', but the resolution DYNAMIC_DNS takes wildcards only.",
                "Write 'resolution: DNS' for a full name.");
        }

        foreach (var field in new[] { "addresses", "endpoints" })
        {
            if (!entry.Object.Spec.Items(field).IsEmpty)
            {
                yield return new Refusal(
                    entry.Object.Spec!.KeyLocation(field),
                    $"{entry.Object} has {field}, but with the resolution DYNAMIC_DNS the proxy looks every name up.",
                    $"Take '{field}' out.");
            }
        }

        foreach (var protocol in entry.Ports.Select(port => port.Protocol).OfType<Located<string>>())
        {
            if (WireProtocols.IsKnown(protocol.Value) && !(WireProtocols.IsTls(protocol.Value) || protocol.Value.ToUpperInvariant() is "HTTP" or "HTTP2" or "GRPC"))
            {
                yield return new Refusal(
                    protocol.Location,
                    $"{entry.Object} has a port with the protocol '{protocol.Value}', but the resolution DYNAMIC_DNS needs the host name that HTTP, HTTP2, GRPC and TLS carry.");
            }
        }

        if (entry.MeshLocation is { Value: "MESH_INTERNAL" } location && entry.Object.Metadata.Mapping("labels").Text("istio.io/use-waypoint") is not null)
        {
            yield return new Refusal(
                location.Location,
                $"{entry.Object} is MESH_INTERNAL behind a waypoint, where the resolution DYNAMIC_DNS takes MESH_EXTERNAL only.");
        }
    }

    private static IEnumerable<Refusal> Endpoints(ServiceEntry entry, bool takesNames)
    {
        var ports = entry.Ports.Select(port => port.Name?.Value).ToHashSet(StringComparer.Ordinal);
        return entry.Endpoints.SelectMany(endpoint => Endpoint(entry, endpoint, ports, takesNames));
    }

    private static IEnumerable<Refusal> Endpoint(ServiceEntry entry, ServiceEntryEndpoint endpoint, HashSet<string?> ports, bool takesNames)
    {
        if (endpoint.Node.Value("address") is null && endpoint.Node.Value("network") is null)
        {
            yield return new Refusal(endpoint.Node.Location, $"An endpoint of {entry.Object} has no 'address'.");
        }

        if (endpoint.Address is { } address)
        {
            foreach (var refusal in Address(entry, endpoint, address, takesNames))
            {
                yield return refusal;
            }
        }

        foreach (var port in endpoint.Ports?.Entries ?? [])
        {
            if (!ports.Contains(port.Key.Value))
            {
                yield return new Refusal(
                    port.Key.Location,
                    $"An endpoint of {entry.Object} has the port '{Shown.Of(port.Key.Value)}', which is none of the entry's ports.",
                    "Write the name of one of 'ports'.");
            }
        }
    }

    private static IEnumerable<Refusal> Address(ServiceEntry entry, ServiceEntryEndpoint endpoint, Located<string> address, bool takesNames)
    {
        if (IpLiterals.IsAddress(address.Value) || (takesNames && IstioHostName.IsFullName(address.Value)))
        {
            yield break;
        }

        if (takesNames || !address.Value.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            yield return new Refusal(
                address.Location,
                $"The endpoint '{Shown.Of(address.Value)}' of {entry.Object} is no {(takesNames ? "host name and no IP address" : "IP address, which the resolution STATIC asks for")}.",
                takesNames ? null : "Write 'resolution: DNS' for endpoints with names.");
            yield break;
        }

        var path = address.Value[UnixPrefix.Length..];
        if (!path.StartsWith('@') && (!path.StartsWith('/') || path.EndsWith('/')))
        {
            yield return new Refusal(address.Location, $"The socket '{Shown.Of(address.Value)}' of {entry.Object} is no absolute path of a file.", "For example 'unix:///var/run/app.sock'.");
        }

        if (endpoint.Ports is { Entries.IsEmpty: false })
        {
            yield return new Refusal(endpoint.Node.KeyLocation("ports"), $"An endpoint of {entry.Object} that is a Unix socket has ports.", "Take them out.");
        }
    }
}
