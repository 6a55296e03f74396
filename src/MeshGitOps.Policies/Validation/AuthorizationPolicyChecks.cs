using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Source: ValidateAuthorizationPolicy in pkg/config/validation/validation.go.</summary>
internal static class AuthorizationPolicyChecks
{
    public static IEnumerable<Refusal> Of(KubernetesObject item)
    {
        if (item.Spec is not { } spec)
        {
            return [];
        }

        var action = spec.Value("action") is null ? "ALLOW" : spec.Text("action")?.Value ?? "";
        return
        [
            .. Targets(item, spec),
            .. Action(item, spec, action),
            .. spec.Mappings("rules").SelectMany(rule => AuthorizationRuleChecks.Of(item, rule, action)),
        ];
    }

    private static IEnumerable<Refusal> Targets(KubernetesObject item, YamlMapping spec)
    {
        if (spec.Mapping("selector") is { } selector)
        {
            foreach (var refusal in SelectorChecks.Of(item, selector, "matchLabels"))
            {
                yield return refusal;
            }
        }

        foreach (var refusal in TargetChecks.Of(item, spec, "selector"))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<Refusal> Action(KubernetesObject item, YamlMapping spec, string action)
    {
        var hasRules = spec.Value("rules") is not null;
        if (action is "DENY" or "CUSTOM" && !hasRules)
        {
            yield return new Refusal(
                spec.Text("action")?.Location ?? item.Location,
                $"{item} has the action {action}, but no rules, so it never applies.",
                "Write 'rules: [{}]' for every request.");
        }

        if (action == "CUSTOM" && hasRules && spec.Mapping("provider").Value("name") is null or YamlScalar { Value: "" })
        {
            yield return new Refusal(
                spec.Text("action")?.Location ?? item.Location,
                $"{item} has the action CUSTOM, but no 'provider.name' that says who decides.",
                "Name one of the 'extensionProviders' of the mesh configuration.");
        }

        if (action is "ALLOW" or "DENY" or "AUDIT" && spec.Value("provider") is not null)
        {
            yield return new Refusal(
                spec.KeyLocation("provider"),
                $"{item} names a provider, but the action {action} asks none.",
                "Write 'action: CUSTOM', or take 'provider' out.");
        }
    }
}
