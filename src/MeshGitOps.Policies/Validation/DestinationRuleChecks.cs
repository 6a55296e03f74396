using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Source: ValidateDestinationRule in pkg/config/validation/validation.go; the locality settings are a rule of their own.</summary>
internal static class DestinationRuleChecks
{
    private static readonly string[] PolicyFields =
        ["connectionPool", "loadBalancer", "outlierDetection", "tls", "portLevelSettings", "tunnel", "proxyProtocol", "retryBudget"];

    public static IEnumerable<Refusal> Of(DestinationRule rule) =>
        [.. Host(rule), .. Selector(rule), .. Subsets(rule), .. TrafficPolicies.Of(rule).SelectMany(pair => Policy(rule, pair.Policy, pair.Key))];

    private static IEnumerable<Refusal> Host(DestinationRule rule)
    {
        if (rule.Host is { } host && !IstioHostName.IsFullNameOrWildcard(host.Value))
        {
            yield return new Refusal(
                host.Location,
                $"The host '{Shown.Of(host.Value)}' of {rule.Object} is no host name.",
                "A host is DNS labels with dots between them, without a port; a wildcard stands only at the start.");
        }
    }

    private static IEnumerable<Refusal> Selector(DestinationRule rule) =>
        rule.Object.Spec.Mapping("workloadSelector") is { } selector ? SelectorChecks.Of(rule.Object, selector, "matchLabels") : [];

    private static IEnumerable<Refusal> Subsets(DestinationRule rule)
    {
        var names = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var name in rule.Subsets.Select(subset => subset.Name))
        {
            if (!IstioHostName.IsLabel(name.Value))
            {
                yield return new Refusal(
                    name.Location,
                    $"The name '{Shown.Of(name.Value)}' of a subset of {rule.Object} is no DNS label.",
                    "It becomes a part of the names of clusters and of SNI: letters, digits and '-'.");
            }
            else if (!names.TryAdd(name.Value, name.Location))
            {
                yield return new Refusal(name.Location, $"{rule.Object} has two subsets with the name '{name.Value}'.", "Put their labels together, or give them different names.")
                {
                    Related = new RelatedLocation(names[name.Value], "It stands here first."),
                };
            }
        }
    }

    private static IEnumerable<Refusal> Policy(DestinationRule rule, YamlMapping policy, YamlScalar? key)
    {
        if (!PolicyFields.Any(field => policy.Value(field) is not null))
        {
            yield return new Refusal(
                key?.Location ?? policy.Location,
                key is null ? $"The settings of a port of {rule.Object} are empty." : $"A traffic policy of {rule.Object} is empty.",
                "Write what it sets, or take it out.");
        }

        if (key is null && policy.Value("port") is null)
        {
            yield return new Refusal(policy.Location, $"The settings of a port of {rule.Object} do not say of which.", "Write 'port: {number: …}'.");
        }

        if (policy.Value("tunnel") is not null && policy.Value("proxyProtocol") is not null)
        {
            yield return new Refusal(policy.KeyLocation("proxyProtocol"), $"A traffic policy of {rule.Object} has both 'tunnel' and 'proxyProtocol', which exclude each other.");
        }

        foreach (var refusal in ConnectionPool(rule, policy).Concat(OutlierDetection(rule, policy.Mapping("outlierDetection"))))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<Refusal> ConnectionPool(DestinationRule rule, YamlMapping policy)
    {
        if (policy.Mapping("connectionPool") is not { } pool)
        {
            yield break;
        }

        if (pool.Value("http") is null && pool.Value("tcp") is null)
        {
            yield return new Refusal(policy.KeyLocation("connectionPool"), $"A connection pool of {rule.Object} is empty.", "Write 'http' or 'tcp' with what it limits, or take it out.");
        }

        if (pool.Mapping("http") is { } http && http.Text("h2UpgradePolicy")?.Value == "UPGRADE" && http.IsTrue("useClientProtocol"))
        {
            yield return new Refusal(http.KeyLocation("useClientProtocol"), $"A connection pool of {rule.Object} keeps the protocol of the client and upgrades it to HTTP/2, which exclude each other.");
        }

        foreach (var (parent, field) in new[] { ("http", "http1MaxPendingRequests"), ("http", "http2MaxRequests"), ("http", "maxRequestsPerConnection"), ("http", "maxRetries"), ("http", "maxConcurrentStreams"), ("tcp", "maxConnections") })
        {
            if (pool.Mapping(parent).Integer(field) is { Value: < 0 } number)
            {
                yield return new Refusal(number.Location, $"Field '{field}' of {rule.Object} must be at least 0, but is {PortNumbers.Format(number.Value)}.");
            }
        }
    }

    private static IEnumerable<Refusal> OutlierDetection(DestinationRule rule, YamlMapping? outlier)
    {
        foreach (var field in new[] { "maxEjectionPercent", "minHealthPercent" })
        {
            if (outlier.Integer(field) is { Value: < 0 or > 100 } percent)
            {
                yield return new Refusal(percent.Location, $"Field '{field}' of {rule.Object} must be from 0 to 100, but is {PortNumbers.Format(percent.Value)}.");
            }
        }

        if (outlier.Integer("consecutiveLocalOriginFailures") is { Value: > 0 } && !outlier.IsTrue("splitExternalLocalOriginErrors"))
        {
            yield return new Refusal(
                outlier!.KeyLocation("consecutiveLocalOriginFailures"),
                $"{rule.Object} counts local failures apart, but does not split them from those of the server.",
                "Write 'splitExternalLocalOriginErrors: true'.");
        }
    }
}
