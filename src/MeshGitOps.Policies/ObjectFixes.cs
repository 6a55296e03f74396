using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>Fixes of Kubernetes and Istio objects that several rules suggest.</summary>
public static class ObjectFixes
{
    /// <summary>Writes <c>exportTo</c> behind the hosts of a ServiceEntry, VirtualService or DestinationRule that has none.</summary>
    /// <param name="safety">Safe only for <c>*</c>, which is what is left out unless the mesh config says otherwise.</param>
    public static SuggestedFix? AddExportTo(KubernetesObject item, FixSafety safety, params ReadOnlySpan<string> namespaces)
    {
        if (item.Spec is not { } spec || spec["exportTo"] is not null)
        {
            return null;
        }

        var value = YamlScalarText.ListOf(namespaces);
        var edit = (spec["hosts"] ?? spec["host"]) is null
            ? YamlEdits.Append(spec, "exportTo", value)
            : YamlEdits.InsertAfter(spec, spec["hosts"] is null ? "host" : "hosts", "exportTo", value);
        var title = $"Add 'exportTo: {value}'.";
        return safety == FixSafety.Safe ? SuggestedFix.Safe(title, edit) : SuggestedFix.Unsafe(title, edit);
    }

    /// <summary>
    /// Another version for the API of an object. Safe where an Istio API becomes <c>v1</c> of the same group in a cluster of Istio 1.22
    /// or later (the first that serves it: https://istio.io/latest/blog/2024/v1-apis/); else the objects may differ, or nobody serve it.
    /// </summary>
    /// <param name="istio">The version that is declared; null where none is.</param>
    public static SuggestedFix? ChangeApiVersion(KubernetesObject item, string apiVersion, IstioVersion? istio)
    {
        if (item.Root["apiVersion"] is not YamlScalar written)
        {
            return null; // The item of a typed list, which says it for all.
        }

        var title = $"Change the API version to '{apiVersion}'.";
        var edit = YamlEdits.Replace(written, apiVersion);
        return IsServedAlike(item, apiVersion) && istio is { } version && version.IsAtLeast(1, 22)
            ? SuggestedFix.Safe(title, edit)
            : SuggestedFix.Unsafe(title, edit);
    }

    private static bool IsServedAlike(KubernetesObject item, string apiVersion) =>
        apiVersion == $"{item.Group}/v1"
        && item switch
        {
            { Group: IstioApi.Networking } => item.Kind is "DestinationRule" or "Gateway" or "ServiceEntry" or "Sidecar" or "VirtualService" or "WorkloadEntry" or "WorkloadGroup",
            { Group: IstioApi.Security } => item.Kind is "AuthorizationPolicy" or "PeerAuthentication" or "RequestAuthentication",
            { Group: IstioApi.Telemetry } => item.Kind is "Telemetry",
            _ => false,
        };
}
