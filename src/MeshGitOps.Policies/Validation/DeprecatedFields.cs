using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <param name="What">As messages name it.</param>
internal sealed record DeprecatedUse(SourceLocation Location, string What, string Help, SuggestedFix? Fix = null);

/// <summary>The fields that Istio's protobuf files mark as deprecated and that people still write.</summary>
internal static class DeprecatedFields
{
    public static IEnumerable<DeprecatedUse> Of(KubernetesObject item) => item.Kind switch
    {
        "VirtualService" => item.Spec.Mappings("http").SelectMany(Route),
        "DestinationRule" => TrafficPolicies.Of(DestinationRule.Read(item)).SelectMany(pair => Policy(pair.Policy)),
        "Sidecar" => Field(item.Spec.Mapping("outboundTrafficPolicy"), "egressProxy", "Istio ignores it: write a VirtualService for what goes through a gateway."),
        "AuthorizationPolicy" or "RequestAuthentication" or "Telemetry" or "WasmPlugin" => Field(item.Spec, "targetRef", "Write a list in 'targetRefs'."),
        _ => [],
    };

    private static IEnumerable<DeprecatedUse> Route(YamlMapping route) =>
    [
        .. Field(route.Mapping("fault").Mapping("delay"), "percent", "Write 'percentage: {value: …}'."),
        .. Field(route, "mirrorPercent", "Write 'mirrorPercentage: {value: …}'."),
        .. Field(route, "mirror_percent", "Write 'mirrorPercentage: {value: …}'."),
        .. Field(route.Mapping("corsPolicy"), "allowOrigin", "Write 'allowOrigins' with 'exact', 'prefix' or 'regex'."),
    ];

    private static IEnumerable<DeprecatedUse> Policy(YamlMapping policy) =>
    [
        .. Balancer(policy.Mapping("loadBalancer")),
        .. Field(policy.Mapping("outlierDetection"), "consecutiveErrors", "Write 'consecutive5xxErrors' or 'consecutiveGatewayErrors'."),
    ];

    private static IEnumerable<DeprecatedUse> Balancer(YamlMapping? balancer)
    {
        if (balancer.Text("simple") is { Value: "LEAST_CONN" } simple)
        {
            yield return new DeprecatedUse(
                simple.Location,
                "the load balancing 'LEAST_CONN'",
                "Write 'LEAST_REQUEST', which does the same.",
                SuggestedFix.Safe("Write 'LEAST_REQUEST'.", YamlEdits.Replace(simple, "LEAST_REQUEST")));
        }

        foreach (var use in Field(balancer.Mapping("consistentHash"), "minimumRingSize", "Write 'ringHash: {minimumRingSize: …}'.")
            .Concat(Field(balancer, "warmupDurationSecs", "Write 'warmup: {duration: …}'.")))
        {
            yield return use;
        }
    }

    private static IEnumerable<DeprecatedUse> Field(YamlMapping? parent, string name, string help) =>
        parent is null || parent.Value(name) is null ? [] : [new DeprecatedUse(parent.KeyLocation(name), $"the field '{name}'", help)];
}
