using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

/// <summary>DestinationRules whose traffic policy a test writes, as one of the host, of a subset or of a port.</summary>
internal static class TrafficPolicySample
{
    /// <param name="policy">In flow style, without the braces.</param>
    public static string OfHost(string policy) => Istio("DestinationRule", "cart", "shop", $"host: cart, trafficPolicy: {{{policy}}}");

    public static string OfSubset(string policy, string host = "") =>
        Istio("DestinationRule", "cart", "shop", $"host: cart, {host}subsets: [{{name: v1, labels: {{version: v1}}, trafficPolicy: {{{policy}}}}}]");

    public static string OfPort(string policy, string host = "") =>
        Istio("DestinationRule", "cart", "shop", $"host: cart, trafficPolicy: {{{host}portLevelSettings: [{{port: {{number: 80}}, {policy}}}]}}");
}
