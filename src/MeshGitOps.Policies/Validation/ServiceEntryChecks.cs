using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Source: ValidateServiceEntry in pkg/config/validation/validation.go.</summary>
internal static class ServiceEntryChecks
{
    public static IEnumerable<Refusal> Of(ServiceEntry entry) =>
    [
        .. Selector(entry),
        .. entry.Hosts.SelectMany(host => Host(entry, host)),
        .. Addresses(entry),
        .. ServiceEntryPortChecks.Of(entry),
        .. ServiceEntryResolutionChecks.Of(entry),
    ];

    /// <summary>As written, also where Istio does not know it.</summary>
    internal static string ResolutionOf(ServiceEntry entry) => entry.Resolution?.Value ?? "NONE";

    private static IEnumerable<Refusal> Selector(ServiceEntry entry)
    {
        if (entry.WorkloadSelector is not { } selector || entry.Object.Spec is not { } spec)
        {
            yield break;
        }

        if (spec["endpoints"] is YamlSequence)
        {
            yield return new Refusal(
                spec.KeyLocation("endpoints"),
                $"{entry.Object} has both 'endpoints' and a 'workloadSelector', which exclude each other.",
                "Keep the one that says where the service runs.");
        }

        foreach (var refusal in SelectorChecks.Of(entry.Object, selector, "labels"))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<Refusal> Host(ServiceEntry entry, Located<string> host)
    {
        if (host.Value == "*")
        {
            yield return new Refusal(
                host.Location,
                $"{entry.Object} has the host '*', which would stand for every name.",
                "Write a name, or a wildcard below a domain such as '*.example.com'.");
        }
        else if (!IstioHostName.IsFullNameOrWildcard(host.Value))
        {
            yield return new Refusal(
                host.Location,
                $"'{Shown.Of(host.Value)}' in the hosts of {entry.Object} is no host name.",
                "A host is DNS labels with dots between them; a wildcard stands only at the start, as in '*.example.com'.");
        }
        else if (IstioHostName.HasPartialWildcard(host.Value) && ResolutionOf(entry) != "DYNAMIC_DNS")
        {
            yield return new Refusal(
                host.Location,
                $"The wildcard of host '{Shown.Of(host.Value)}' in {entry.Object} is only a part of a label, which not every proxy matches.",
                "Let the wildcard be the whole first label: '*.example.com'.")
            {
                IsWarning = true,
            };
        }
    }

    private static IEnumerable<Refusal> Addresses(ServiceEntry entry)
    {
        var takesRanges = ResolutionOf(entry) is "NONE" or "STATIC";
        foreach (var address in entry.Addresses)
        {
            var isRange = address.Value.Contains('/', StringComparison.Ordinal);
            if (!(isRange ? AddressRange.IsRange(address.Value) : IpLiterals.IsAddress(address.Value)))
            {
                yield return new Refusal(
                    address.Location,
                    $"'{Shown.Of(address.Value)}' in the addresses of {entry.Object} is neither an IP address nor a range in CIDR form.",
                    "Host names stand in 'hosts'.");
            }
            else if (isRange && !takesRanges)
            {
                yield return new Refusal(
                    address.Location,
                    $"{entry.Object} has the address range '{address.Value}', but the resolution '{ResolutionOf(entry)}' takes single addresses only.",
                    "Write single addresses, or the resolution NONE or STATIC.");
            }
        }
    }
}
