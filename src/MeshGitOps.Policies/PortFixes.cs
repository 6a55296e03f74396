using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>Fixes of Service ports whose protocol is known, but not written.</summary>
internal static class PortFixes
{
    /// <summary>
    /// A port that has no name and no other beside it gets one, as nothing can refer to it by a name.
    /// Any other one keeps its name, which Ingresses and ServiceMonitors may use, and gets <c>appProtocol</c>, which Istio reads since 1.8.
    /// Null where an <c>appProtocol</c> is written that Istio does not know.
    /// </summary>
    /// <param name="name">The name that says the protocol.</param>
    public static SuggestedFix? SayProtocol(ServicePortUse use, MeshProtocol protocol, string name)
    {
        if (use.Port is not { AppProtocol: null, Whole: { } whole })
        {
            return null;
        }

        if (use is { Port.Name: null, Service.Ports.Length: 1 })
        {
            return SuggestedFix.Safe($"Name the port '{name}'.", YamlEdits.InsertFirst(whole, "name", YamlScalarText.Of(name)));
        }

        var word = protocol.ToIstio().ToLowerInvariant();
        var edit = use.Port.Name is null
            ? YamlEdits.InsertFirst(whole, "appProtocol", YamlScalarText.Of(word))
            : YamlEdits.InsertAfter(whole, use.Port.Location, "appProtocol", YamlScalarText.Of(word));
        return SuggestedFix.Safe($"Set 'appProtocol: {word}'.", edit);
    }
}
