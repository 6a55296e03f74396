using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>The API versions that a release of Istio serves; the newest of them is rendered.</summary>
internal static class IstioApi
{
    /// <summary><c>v1</c> from 1.22, <c>v1beta1</c> from 1.5, <c>v1alpha3</c> before.</summary>
    public static string Networking(IstioVersion version) =>
        version.IsAtLeast(1, 22) ? "networking.istio.io/v1"
        : version.IsAtLeast(1, 5) ? "networking.istio.io/v1beta1"
        : "networking.istio.io/v1alpha3";

    /// <summary><c>v1</c> from 1.22, <c>v1beta1</c> before.</summary>
    public static string Security(IstioVersion version) =>
        version.IsAtLeast(1, 22) ? "security.istio.io/v1" : "security.istio.io/v1beta1";

    /// <summary>PeerAuthentication came with 1.5.</summary>
    public static bool HasPeerAuthentication(IstioVersion version) => version.IsAtLeast(1, 5);

    /// <summary>The load balancer LEAST_REQUEST came with 1.14; an earlier release refuses the object.</summary>
    public static bool HasLeastRequest(IstioVersion version) => version.IsAtLeast(1, 14);
}
