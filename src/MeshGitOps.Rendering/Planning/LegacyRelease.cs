using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// The releases of Istio that interconnect Legacy is for: 1.1 to 1.8.5 and 1.9.0 to 1.9.4. Their gateways pass a connection on
/// to whatever its SNI names. With 1.8.6 and 1.9.5 (CVE-2021-31921) a gateway got one filter chain for each host that it knows,
/// and the SNI of a <c>.global</c> name matches none of them any more.
/// </summary>
public static class LegacyRelease
{
    /// <summary>1.8 and 1.9 without a patch count as their first release; <see cref="NeedsPatch"/> says that they must not.</summary>
    public static bool Includes(IstioVersion version) =>
        version.IsAtLeast(1, 1) && (!version.IsAtLeast(1, 8, 6) || version is { Major: 1, Minor: 9, Patch: null or < 5 });

    /// <summary>Within these two minor releases the patch decides.</summary>
    public static bool NeedsPatch(IstioVersion version) => version is { Major: 1, Minor: 8 or 9, Patch: null };

    /// <summary>
    /// A DestinationRule sets the order of failover, with <c>enabled</c>, and counts gateway errors by their own name.
    /// Before, locality was a setting of the whole mesh.
    /// </summary>
    public static bool HasFailover(IstioVersion version) => version.IsAtLeast(1, 6);

    /// <summary>Before 1.7 <c>exportTo</c> takes one entry, <c>.</c> or <c>*</c>.</summary>
    public static bool HasExportToNamespaces(IstioVersion version) => version.IsAtLeast(1, 7);
}
