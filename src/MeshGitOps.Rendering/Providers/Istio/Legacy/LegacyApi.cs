using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Providers.Istio.Legacy;

/// <summary>The forms of objects that changed between Istio 1.1 and 1.9.4.</summary>
internal static class LegacyApi
{
    /// <summary>EnvoyFilter has had no other version, up to now.</summary>
    public const string EnvoyFilterVersion = "networking.istio.io/v1alpha3";

    /// <summary>Automatic mutual TLS and the label that says which endpoint takes it came with 1.5.</summary>
    public static bool HasTlsModeLabel(IstioVersion version) => version.IsAtLeast(1, 5);

    /// <summary><c>configPatches</c> with <c>workloadSelector</c>; <c>filters</c> with <c>workloadLabels</c> before 1.5.</summary>
    public static bool HasConfigPatches(IstioVersion version) => version.IsAtLeast(1, 5);

    /// <summary>The Envoy of 1.7 refuses an untyped <c>config</c>.</summary>
    public static bool HasTypedConfig(IstioVersion version) => version.IsAtLeast(1, 7);
}
