using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds;
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
            if (NamePattern.Matches(pattern, @namespace))
            {
                return pattern;
            }
        }

        foreach (var pattern in mesh?.ExcludedNamespaces ?? [])
        {
            if (NamePattern.Matches(pattern.Value, @namespace))
            {
                return pattern.Value;
            }
        }

        return null;
    }
}
