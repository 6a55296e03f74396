using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>One rule of a VirtualService. Source: validateHTTPRoute, validateTLSRoute and validateTCPRoute in pkg/config/validation.</summary>
internal static class VirtualServiceRouteChecks
{
    private static readonly string[] Actions = ["route", "redirect", "directResponse", "delegate"];

    public static IEnumerable<Refusal> Of(VirtualService service, VirtualServiceRoute route) =>
    [
        .. route.Protocol == VirtualServiceProtocol.Http ? Http(service, route.Node) : Connections(service, route),
        .. route.Destinations.Concat(route.Mirrors).SelectMany(destination => Destination(service, destination)),
    ];

    private static IEnumerable<Refusal> Connections(VirtualService service, VirtualServiceRoute route)
    {
        var list = route.Protocol == VirtualServiceProtocol.Tls ? "tls" : "tcp";
        if (route.Node.Value("route") is null or YamlSequence { Items.IsEmpty: true })
        {
            yield return new Refusal(PlaceOf(route.Node), $"A '{list}' rule of {service.Object} has no 'route'.", "Write where the connections go.");
        }

        foreach (var match in list == "tls" ? route.Matches : [])
        {
            if (match["sniHosts"] is YamlSequence { Items.IsEmpty: true } empty)
            {
                yield return new Refusal(empty.Location, $"A 'tls' rule of {service.Object} matches no SNI host.", "Write at least one name in 'sniHosts'.");
            }
        }
    }

    private static IEnumerable<Refusal> Http(VirtualService service, YamlMapping rule)
    {
        var written = rule.Entries.Select(entry => entry.Key.Value)
            .Where(key => Actions.Contains(key, StringComparer.Ordinal) && rule.Value(key) is not (null or YamlSequence { Items.IsEmpty: true }))
            .ToList();
        if (written.Count == 0)
        {
            yield return new Refusal(
                PlaceOf(rule),
                $"An 'http' rule of {service.Object} does nothing: it has no 'route', 'redirect', 'directResponse' or 'delegate'.",
                "Write where the requests go.");
        }

        foreach (var action in written.Skip(1))
        {
            yield return Excludes(service, rule, action, written[0]);
        }

        foreach (var other in new[] { "fault", "rewrite" })
        {
            if (rule.Value("redirect") is not null && rule.Value(other) is not null)
            {
                yield return Excludes(service, rule, other, "redirect");
            }
        }

        if (rule.Value("delegate") is not null && service.Hosts.IsEmpty && service.Object.Spec.Value("hosts") is null)
        {
            yield return new Refusal(rule.KeyLocation("delegate"), $"{service.Object} has no hosts, so others delegate to it, and it cannot delegate further.");
        }

        foreach (var refusal in HttpRouteFieldChecks.Of(service.Object, rule))
        {
            yield return refusal;
        }
    }

    private static Refusal Excludes(VirtualService service, YamlMapping rule, string field, string other) =>
        new(rule.KeyLocation(field), $"An 'http' rule of {service.Object} has both '{other}' and '{field}', which exclude each other.", "Keep one of them.");

    private static IEnumerable<Refusal> Destination(VirtualService service, RouteDestination destination)
    {
        if (destination.Host.Value == "*" || !IstioHostName.IsFullNameOrWildcard(destination.Host.Value))
        {
            yield return new Refusal(
                destination.Host.Location,
                $"The destination '{Shown.Of(destination.Host.Value)}' of {service.Object} is no host name.",
                "Write the name of a Service or the host of a ServiceEntry; the port stands in 'port.number'.");
        }

        if (destination.Subset is { } subset && !IstioHostName.IsLabel(subset.Value))
        {
            yield return new Refusal(subset.Location, $"The subset '{Shown.Of(subset.Value)}' of a destination of {service.Object} is no DNS label.");
        }

        foreach (var refusal in PortNumbers.Check(service.Object, destination.Port, "port.number"))
        {
            yield return refusal;
        }
    }

    private static SourceLocation PlaceOf(YamlMapping rule) => rule.Entries is [var first, ..] ? first.Key.Location : rule.Location;
}
