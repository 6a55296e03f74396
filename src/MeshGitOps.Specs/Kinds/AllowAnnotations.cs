namespace MeshGitOps.Specs.Kinds;

/// <summary>The annotations with which an object says that findings in it are accepted.</summary>
public static class AllowAnnotations
{
    /// <summary>Ours: <c>rule because reason until 2027-01-31; another-rule because …</c>.</summary>
    public const string Own = "meshgitops.io/allow";

    /// <summary>
    /// Of <c>istioctl analyze</c>: codes with commas between them, or <c>*</c> for all.
    /// Source: filterMessages in pkg/config/analysis/local/istiod_analyze.go of Istio.
    /// </summary>
    public const string Istioctl = "galley.istio.io/analyze-suppress";
}
