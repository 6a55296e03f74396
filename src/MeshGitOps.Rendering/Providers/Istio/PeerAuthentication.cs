using System.Globalization;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>Which connections the pods of a member namespace take.</summary>
internal static class PeerAuthentication
{
    public static Manifest Create(PeerAuthenticationPlan plan, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Security(settings.IstioVersion),
        "PeerAuthentication",
        plan.Namespace,
        plan.Name,
        plan.Origin,
        new ManifestPlacement(ManifestConcern.GlobalNamespace, plan.GlobalNamespace, null),
        Spec(plan));

    private static ManifestBuilder Spec(PeerAuthenticationPlan plan)
    {
        var spec = new ManifestBuilder();
        if (plan.Selector is { } selector)
        {
            spec.Add("selector", new ManifestBuilder().Add("matchLabels", ManifestBuilder.StringMap(selector)));
        }

        spec.Add("mtls", Mode(plan.Mode));
        if (plan.PortLevel.IsEmpty)
        {
            return spec;
        }

        var ports = new ManifestBuilder();
        foreach (var (port, mode) in plan.PortLevel)
        {
            ports.Add(port.ToString(CultureInfo.InvariantCulture), Mode(mode));
        }

        return spec.Add("portLevelMtls", ports);
    }

    private static ManifestBuilder Mode(string mode) => new ManifestBuilder().Add("mode", mode.ToUpperInvariant());
}
