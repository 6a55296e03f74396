using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.Meshes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// Namespaces that no GlobalNamespace takes in: the platform, the mesh itself, its gateways and the delivery tools live there.
/// A sidecar in one of them, or a STRICT PeerAuthentication, cuts the cluster off from what keeps it alive.
/// </summary>
public static class SystemNamespaces
{
    /// <summary>Patterns in which <c>*</c> stands for any characters; the Mesh's <c>excludedNamespaces</c> add to them.</summary>
    public static readonly ImmutableArray<string> BuiltIn =
    [
        "aks-istio-*",
        "argocd",
        "calico-*",
        "cert-manager",
        "flux-system",
        "gke-*",
        "gmp-*",
        "istio-egress",
        "istio-ingress",
        "istio-system",
        "kube-*",
        "local-path-storage",
        "openshift-*",
        "tigera-*",
        "vmware-system-*",
    ];

    /// <summary>Whether the built-in list or the Mesh excludes <paramref name="namespace"/> in every cluster.</summary>
    public static bool IsExcluded(string @namespace, MeshSpec? mesh) => FindPattern(@namespace, mesh) is not null;

    /// <summary>Like the other one, and whether it is a namespace of the cluster's control plane or gateways.</summary>
    public static bool IsExcluded(string @namespace, MeshSpec? mesh, ClusterSettings cluster) =>
        IsControlPlaneOrGateway(@namespace, cluster) || IsExcluded(@namespace, mesh);

    /// <summary>Whether the cluster's istiod or one of its gateways lives in <paramref name="namespace"/>.</summary>
    public static bool IsControlPlaneOrGateway(string @namespace, ClusterSettings cluster) =>
        @namespace == cluster.IstioNamespace
        || @namespace == cluster.EastWestNamespace
        || @namespace == cluster.IngressNamespace
        || @namespace == cluster.EgressNamespace;

    /// <summary>The first pattern that excludes <paramref name="namespace"/>, or null; the built-in ones come first.</summary>
    public static string? FindPattern(string @namespace, MeshSpec? mesh)
    {
        foreach (var pattern in BuiltIn)
        {
            if (Matches(pattern, @namespace))
            {
                return pattern;
            }
        }

        foreach (var pattern in mesh?.ExcludedNamespaces ?? [])
        {
            if (Matches(pattern.Value, @namespace))
            {
                return pattern.Value;
            }
        }

        return null;
    }

    /// <summary>Goes back to the last star only, so that the work is at most the product of both lengths.</summary>
    private static bool Matches(string pattern, string text)
    {
        var (at, next, star, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                star = next++;
                resume = at;
            }
            else if (next < pattern.Length && pattern[next] == text[at])
            {
                next++;
                at++;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(next).TrimStart('*').IsEmpty;
    }
}
