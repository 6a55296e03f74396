using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>The settings of an HTTP rule, each for itself.</summary>
internal static class HttpRouteFieldChecks
{
    private static readonly string[] RedirectFields = ["uri", "authority", "scheme", "port", "derivePort", "prefixRewrite"];
    private static readonly string[] RetryFields = ["perTryTimeout", "retryOn", "retryRemoteLocalities"];
    private static readonly string[] RewriteFields = ["uri", "authority", "uriRegexRewrite"];

    public static IEnumerable<Refusal> Of(KubernetesObject item, YamlMapping rule) =>
    [
        .. Redirect(item, rule),
        .. Rewrite(item, rule),
        .. Fault(item, rule),
        .. Retries(item, rule),
        .. Percentage(item, rule.Mapping("mirrorPercentage")),
        .. rule.Mappings("mirrors").SelectMany(mirror => Percentage(item, mirror.Mapping("percentage"))),
        .. Status(item, rule.Mapping("directResponse"), "status", 200, 599),
    ];

    private static IEnumerable<Refusal> Redirect(KubernetesObject item, YamlMapping rule)
    {
        if (rule.Mapping("redirect") is not { } redirect)
        {
            return [];
        }

        return RedirectFields.Any(field => redirect.Value(field) is not null)
            ? Status(item, redirect, "redirectCode", 300, 399)
            : [new Refusal(rule.KeyLocation("redirect"), $"A redirect of {item} does not say where to.", "Write 'uri', 'authority', 'scheme' or 'port'.")];
    }

    private static IEnumerable<Refusal> Rewrite(KubernetesObject item, YamlMapping rule)
    {
        if (rule.Mapping("rewrite") is not { } rewrite)
        {
            yield break;
        }

        if (!RewriteFields.Any(field => rewrite.Value(field) is not null))
        {
            yield return new Refusal(rule.KeyLocation("rewrite"), $"A rewrite of {item} does not say what.", "Write 'uri' or 'authority'.");
        }
        else if (rewrite.Value("uri") is not null && rewrite.Value("uriRegexRewrite") is not null)
        {
            yield return new Refusal(rewrite.KeyLocation("uriRegexRewrite"), $"A rewrite of {item} has both 'uri' and 'uriRegexRewrite', which exclude each other.");
        }
    }

    private static IEnumerable<Refusal> Fault(KubernetesObject item, YamlMapping rule)
    {
        if (rule.Mapping("fault") is not { } fault)
        {
            return [];
        }

        if (fault.Value("abort") is null && fault.Value("delay") is null)
        {
            return [new Refusal(rule.KeyLocation("fault"), $"A fault of {item} has neither 'abort' nor 'delay'.")];
        }

        return
        [
            .. Percentage(item, fault.Mapping("abort").Mapping("percentage")),
            .. Percentage(item, fault.Mapping("delay").Mapping("percentage")),
            .. Status(item, fault.Mapping("abort"), "httpStatus", 200, 600),
            .. Unsupported(item, fault.Mapping("abort"), "http2Error"),
            .. Unsupported(item, fault.Mapping("delay"), "exponentialDelay"),
        ];
    }

    private static IEnumerable<Refusal> Unsupported(KubernetesObject item, YamlMapping? part, string field) =>
        part.Value(field) is null ? [] : [new Refusal(part!.KeyLocation(field), $"{item} has '{field}', which Istio does not support.")];

    private static IEnumerable<Refusal> Retries(KubernetesObject item, YamlMapping rule)
    {
        if (rule.Mapping("retries") is not { } retries)
        {
            yield break;
        }

        var attempts = retries.Integer("attempts");
        if (attempts is { Value: < 0 })
        {
            yield return new Refusal(attempts.Location, $"Field 'retries.attempts' of {item} must be at least 0, but is {PortNumbers.Format(attempts.Value)}.");
        }

        if (attempts is { Value: 0 } or null && retries.Value("attempts") is null or YamlScalar { Value: "0" })
        {
            foreach (var field in RetryFields.Where(field => retries.Value(field) is not null).Take(1))
            {
                yield return new Refusal(retries.KeyLocation(field), $"The retries of {item} have '{field}', but no attempts.", "Write 'attempts' with how often to try again.");
            }
        }
    }

    private static IEnumerable<Refusal> Percentage(KubernetesObject item, YamlMapping? percentage)
    {
        if (percentage.Text("value") is { } value && YamlScalarTypes.TryGetNumber(value, out var number) && !(number is 0 or (>= 0.0001 and <= 100)))
        {
            yield return new Refusal(value.Location, $"A percentage of {item} must be 0, or from 0.0001 to 100, but is {Shown.Of(value.Value)}.");
        }
    }

    private static IEnumerable<Refusal> Status(KubernetesObject item, YamlMapping? part, string field, int first, int last)
    {
        if (part.Integer(field) is { } status && (status.Value < first || status.Value > last))
        {
            yield return new Refusal(status.Location, $"Field '{field}' of {item} must be from {PortNumbers.Format(first)} to {PortNumbers.Format(last)}, but is {PortNumbers.Format(status.Value)}.");
        }
    }
}
