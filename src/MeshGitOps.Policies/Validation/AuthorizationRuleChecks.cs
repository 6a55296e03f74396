using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>One rule of an AuthorizationPolicy. An empty one is right: it is for every request.</summary>
internal static class AuthorizationRuleChecks
{
    private static readonly string[] AddressFields = ["ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks"];
    private static readonly string[] PortFields = ["ports", "notPorts"];

    /// <summary>Fields whose values are matched exactly, or by a '*' at one end; in namespaces it counts anywhere.</summary>
    private static readonly string[] TextFields = ["principals", "notPrincipals", "hosts", "notHosts", "methods", "notMethods", "paths", "notPaths"];

    private static readonly string[] NotInCustom =
        ["namespaces", "notNamespaces", "principals", "notPrincipals", "requestPrincipals", "notRequestPrincipals", "serviceAccounts", "notServiceAccounts"];

    public static IEnumerable<Refusal> Of(KubernetesObject item, YamlMapping rule, string action) =>
    [
        .. Part(item, rule, "from", "source"),
        .. Part(item, rule, "to", "operation"),
        .. rule.Mappings("from").Select(from => from.Mapping("source")).OfType<YamlMapping>().SelectMany(source => Source(item, source, action)),
        .. rule.Mappings("to").Select(to => to.Mapping("operation")).OfType<YamlMapping>().SelectMany(operation => Operation(item, operation)),
        .. rule.Mappings("when").SelectMany(condition => Condition(item, condition, action)),
    ];

    /// <summary>'from' and 'to' hold what they speak of; an empty one would match nothing or everything, which nobody can tell.</summary>
    private static IEnumerable<Refusal> Part(KubernetesObject item, YamlMapping rule, string list, string inner)
    {
        if (rule[list] is YamlSequence { Items.IsEmpty: true })
        {
            yield return new Refusal(rule.KeyLocation(list), $"A rule of {item} has an empty '{list}'.", $"Take '{list}' out where everything is meant.");
        }

        foreach (var entry in rule.Mappings(list))
        {
            if (entry.Value(inner) is null)
            {
                yield return new Refusal(entry.Entries is [var first, ..] ? first.Key.Location : entry.Location, $"An entry of '{list}' of {item} has no '{inner}'.", $"Write '{inner}' with what it matches, or take the entry out.");
            }
            else if (entry.Mapping(inner) is { } mapping && !mapping.Entries.Any(field => field.Value is not (YamlSequence { Items.IsEmpty: true } or YamlScalar)))
            {
                yield return new Refusal(entry.KeyLocation(inner), $"A '{inner}' of {item} is empty.", $"Write what it matches, or take '{list}' out where everything is meant.");
            }
        }
    }

    private static IEnumerable<Refusal> Source(KubernetesObject item, YamlMapping source, string action)
    {
        foreach (var refusal in EmptyValues(item, source).Concat(Wildcards(item, source)))
        {
            yield return refusal;
        }

        foreach (var address in AddressFields.SelectMany(field => source.Texts(field)))
        {
            if (address.Value.Length > 0 && !IpLiterals.IsAddress(address.Value) && !AddressRange.IsRange(address.Value))
            {
                yield return new Refusal(address.Location, $"'{Shown.Of(address.Value)}' of {item} is neither an IP address nor a range in CIDR form.", "For example '10.0.0.1' or '10.0.0.0/8'.");
            }
        }

        foreach (var field in new[] { "principals", "namespaces" })
        {
            if (!source.Items("serviceAccounts").IsEmpty && !source.Items(field).IsEmpty)
            {
                yield return new Refusal(source.KeyLocation("serviceAccounts"), $"A source of {item} has both 'serviceAccounts' and '{field}', which exclude each other.", $"A service account is written as 'namespace/name': take '{field}' out.");
            }
        }

        foreach (var field in action == "CUSTOM" ? NotInCustom.Where(field => !source.Items(field).IsEmpty) : [])
        {
            yield return NotForCustom(item, source.KeyLocation(field), field);
        }
    }

    private static IEnumerable<Refusal> Operation(KubernetesObject item, YamlMapping operation)
    {
        foreach (var refusal in EmptyValues(item, operation).Concat(Wildcards(item, operation)))
        {
            yield return refusal;
        }

        foreach (var port in PortFields.SelectMany(field => operation.Texts(field)))
        {
            if (port.Value.Length > 0 && !SpecValues.IsPort(port.Value))
            {
                yield return new Refusal(port.Location, $"'{Shown.Of(port.Value)}' in the ports of {item} is no port from 1 to 65535.", "Write the numbers of container ports in quotes, one by one.");
            }
        }
    }

    /// <summary>Values that nobody checks: Istio takes a '*' that stands elsewhere than at one end for a letter. Source: StringMatcher in pilot/pkg/security/authz/matcher.</summary>
    private static IEnumerable<Refusal> Wildcards(KubernetesObject item, YamlMapping part) =>
        from field in TextFields
        from value in part.Texts(field)
        let isPath = field is "paths" or "notPaths"
        where HasLiteralStar(value.Value) && !(isPath && value.Value.Contains("{*", StringComparison.Ordinal))
        select new Refusal(
            value.Location,
            $"'{Shown.Of(value.Value)}' of {item} has a '*' that is no wildcard, so it matches this very text only.",
            isPath ? "A '*' counts at one end only; '{*}' stands for one part of a path since Istio 1.22." : "A '*' counts at one end only: write out what is meant.")
        {
            IsWarning = true,
        };

    private static bool HasLiteralStar(string value) => value switch
    {
        ['*', .. var rest] => rest.Contains('*', StringComparison.Ordinal),
        [.. var rest, '*'] => rest.Contains('*', StringComparison.Ordinal),
        _ => value.Contains('*', StringComparison.Ordinal),
    };

    private static IEnumerable<Refusal> EmptyValues(KubernetesObject item, YamlMapping part)
    {
        foreach (var entry in part.Entries)
        {
            foreach (var value in part.Texts(entry.Key.Value).Where(value => value.Value.Length == 0))
            {
                yield return new Refusal(value.Location, $"'{Shown.Of(entry.Key.Value)}' of {item} lists an empty value, which nothing matches.");
            }
        }
    }

    private static IEnumerable<Refusal> Condition(KubernetesObject item, YamlMapping condition, string action)
    {
        if (condition.Text("key") is not { } key)
        {
            yield break;
        }

        if (condition.Items("values").IsEmpty && condition.Items("notValues").IsEmpty)
        {
            yield return new Refusal(key.Location, $"The condition '{Shown.Of(key.Value)}' of {item} has neither 'values' nor 'notValues'.", "Write the values that it matches, or take the condition out.");
        }
        else if (!IsAttribute(key.Value))
        {
            yield return new Refusal(
                key.Location,
                $"The condition '{Shown.Of(key.Value)}' of {item} is no attribute that Istio knows.",
                "For example 'request.headers[x-token]', 'source.namespace', 'destination.port' or 'connection.sni'.");
        }
        else if (action == "CUSTOM" && (key.Value is "source.namespace" or "source.principal" || key.Value.StartsWith("request.auth.", StringComparison.Ordinal)))
        {
            yield return NotForCustom(item, key.Location, key.Value);
        }
    }

    /// <summary>Source: the page "Authorization Policy Conditions" of Istio.</summary>
    private static bool IsAttribute(string key) =>
        key is "source.ip" or "remote.ip" or "source.namespace" or "source.principal" or "source.serviceAccount" or "source.trustDomain"
            or "request.auth.principal" or "request.auth.audiences" or "request.auth.presenter"
            or "destination.ip" or "destination.port" or "connection.sni"
        || (key.EndsWith(']') && (key.StartsWith("request.headers[", StringComparison.Ordinal) || key.StartsWith("request.auth.claims[", StringComparison.Ordinal)))
        || key.StartsWith("experimental.", StringComparison.Ordinal);

    private static Refusal NotForCustom(KubernetesObject item, SourceLocation location, string what) =>
        new(location, $"{item} uses '{Shown.Of(what)}', which the action CUSTOM does not take.", "It runs before Istio knows who calls: let the provider decide, or use another action.");
}
