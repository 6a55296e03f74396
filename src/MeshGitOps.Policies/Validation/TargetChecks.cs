using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>What a policy is attached to. Source: validateOneOfSelectorType and validatePolicyTargetReference in pkg/config/validation/validation.go.</summary>
internal static class TargetChecks
{
    /// <param name="selectorKey"><c>selector</c> or <c>workloadSelector</c>.</param>
    public static IEnumerable<Refusal> Of(KubernetesObject item, YamlMapping spec, string selectorKey)
    {
        string[] written = [.. new[] { selectorKey, "targetRef", "targetRefs" }.Where(key => IsWritten(spec, key))];
        if (written.Length > 1)
        {
            yield return new Refusal(
                spec.KeyLocation(written[1]),
                $"{item} has both '{written[0]}' and '{written[1]}', which exclude each other.",
                "Keep the one that says what the policy is for.");
        }

        foreach (var target in spec.Mappings("targetRefs").Prepend(spec.Mapping("targetRef")).OfType<YamlMapping>())
        {
            if (target.Text("namespace") is { Value: not "" } other)
            {
                yield return new Refusal(other.Location, $"{item} refers to a target in a namespace, which is always its own.", "Take 'namespace' out.");
            }

            if (target.Text("kind") is { } kind && !IsTarget(target.Text("group")?.Value ?? "", kind.Value))
            {
                yield return new Refusal(
                    kind.Location,
                    $"{item} refers to a target of the kind '{Shown.Of(kind.Value)}', to which no policy is attached.",
                    "Targets are Gateway and GatewayClass of gateway.networking.k8s.io, ServiceEntry of networking.istio.io, and Service.");
            }
        }
    }

    private static bool IsWritten(YamlMapping spec, string key) => spec.Value(key) is not (null or YamlSequence { Items.IsEmpty: true });

    private static bool IsTarget(string group, string kind) => (group, kind) is
        ("gateway.networking.k8s.io", "Gateway" or "GatewayClass") or ("networking.istio.io", "ServiceEntry") or ("" or "core", "Service")
        or ("inference.networking.k8s.io" or "inference.networking.x-k8s.io", _);
}
