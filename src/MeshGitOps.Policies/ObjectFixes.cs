using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>Fixes of Istio objects.</summary>
internal static class ObjectFixes
{
    /// <summary>Writes <c>exportTo</c> behind the hosts of a ServiceEntry, VirtualService or DestinationRule that has none.</summary>
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
}
