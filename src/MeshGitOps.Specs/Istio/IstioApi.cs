namespace MeshGitOps.Specs.Istio;

/// <summary>The API groups that configure a mesh.</summary>
public static class IstioApi
{
    public const string Networking = "networking.istio.io";
    public const string Security = "security.istio.io";
    public const string Telemetry = "telemetry.istio.io";
    public const string Extensions = "extensions.istio.io";
    public const string Install = "install.istio.io";
    public const string KubernetesGateway = "gateway.networking.k8s.io";

    /// <summary>Whether every field of such an object may matter to a rule, so that it is kept as it is written.</summary>
    public static bool IsMeshConfiguration(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 ? "" : apiVersion[..slash]) switch
        {
            Networking or Security or Telemetry or Extensions or Install or KubernetesGateway => true,
            "config.istio.io" or "authentication.istio.io" or "rbac.istio.io" => true,
            "admissionregistration.k8s.io" => kind is "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration",
            "" => kind == "ConfigMap",
            _ => false,
        };
    }
}
