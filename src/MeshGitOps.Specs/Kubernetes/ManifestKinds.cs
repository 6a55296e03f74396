using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>The kinds that are read, each with its API group: a Service of Knative is something else.</summary>
internal static class ManifestKinds
{
    private const string ListEnding = "List";

    public static bool IsRead(string apiVersion, string kind) => kind switch
    {
        "Service" or "Namespace" or "ServiceAccount" or "Node" or "Pod" or "ReplicationController" => apiVersion == "v1",
        "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" =>
            apiVersion.StartsWith("apps/", StringComparison.Ordinal) || apiVersion.StartsWith("extensions/", StringComparison.Ordinal),
        "PeerAuthentication" => apiVersion.StartsWith("security.istio.io/", StringComparison.Ordinal),
        "Job" or "CronJob" => apiVersion.StartsWith("batch/", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The kind of the items of a typed list ('ServiceList'), or null for <c>List</c>, whose items say it themselves.</summary>
    public static string? ItemKindOf(string listKind) => listKind.Length == ListEnding.Length ? null : listKind[..^ListEnding.Length];

    public static bool IsList(string apiVersion, string kind) =>
        kind.EndsWith(ListEnding, StringComparison.Ordinal)
        && (kind.Length == ListEnding.Length ? apiVersion == "v1" : IsRead(apiVersion, kind[..^ListEnding.Length]) || IstioApi.IsMeshConfiguration(apiVersion, kind[..^ListEnding.Length]));
}
