using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>
/// The shape of a VirtualService; weights, regular expressions and overlapping hosts are rules of their own.
/// Source: ValidateVirtualService in pkg/config/validation/validation.go.
/// </summary>
internal static class VirtualServiceChecks
{
    private static readonly string[] Lists = ["http", "tls", "tcp"];

    public static IEnumerable<Refusal> Of(VirtualService service) =>
        service.Object.Spec is { } spec
            ? [.. Rules(service, spec), .. Hosts(service, spec), .. service.Routes.SelectMany(route => VirtualServiceRouteChecks.Of(service, route))]
            : [new Refusal(service.Object.Location, $"{service.Object} has no 'spec', so it routes nothing.")];

    private static IEnumerable<Refusal> Rules(VirtualService service, YamlMapping spec)
    {
        if (Lists.All(list => spec.Value(list) is null or YamlSequence { Items.IsEmpty: true }))
        {
            yield return new Refusal(service.Object.Location, $"{service.Object} has neither 'http' nor 'tls' nor 'tcp', so it routes nothing.", "Write where its requests go, such as 'http: [{route: [{destination: {host: …}}]}]'.");
        }

        // Without hosts it is the target of a delegate, which has rules for HTTP only.
        if (spec.Value("hosts") is not (null or YamlSequence { Items.IsEmpty: true }))
        {
            yield break;
        }

        foreach (var field in new[] { "gateways", "tls", "tcp" })
        {
            if (!spec.Items(field).IsEmpty)
            {
                yield return new Refusal(
                    spec.KeyLocation(field),
                    $"{service.Object} has '{field}', but no hosts that it could be for.",
                    "Write 'hosts'; only one that others delegate to has none, and then HTTP rules alone.");
            }
        }
    }

    private static IEnumerable<Refusal> Hosts(VirtualService service, YamlMapping spec)
    {
        foreach (var host in service.Hosts)
        {
            // A gateway's own SNI names, outbound_.80_._.shop.default.svc.cluster.local, have underscores.
            if (!IstioHostName.IsFullNameOrWildcard(host.Value) && !IpLiterals.IsAddress(host.Value) && !host.Value.StartsWith("outbound_", StringComparison.Ordinal))
            {
                yield return new Refusal(
                    host.Location,
                    $"The host '{Shown.Of(host.Value)}' of {service.Object} is no host name.",
                    "A host is DNS labels with dots between them, without a port; a wildcard stands only at the start.");
            }
        }

        foreach (var gateway in spec.Texts("gateways"))
        {
            if (gateway.Value.Split('/') is not ([not ""] or [not "", not ""]))
            {
                yield return new Refusal(gateway.Location, $"'{Shown.Of(gateway.Value)}' in the gateways of {service.Object} is no 'namespace/name' of a Gateway.");
            }
        }
    }
}
