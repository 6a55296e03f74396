namespace MeshGitOps.Policies.Fleet;

/// <summary>The full names of Services: <c>name.namespace.svc.cluster.local</c>.</summary>
internal static class KubernetesNames
{
    /// <summary>The namespace of the Service that a full name stands for, or null for any other name.</summary>
    public static string? NamespaceOf(string name, string clusterDomain)
    {
        var ending = $".svc.{clusterDomain}";
        if (!name.EndsWith(ending, StringComparison.Ordinal))
        {
            return null;
        }

        var service = name[..^ending.Length];
        var dot = service.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < service.Length - 1 && service.IndexOf('.', dot + 1) < 0 ? service[(dot + 1)..] : null;
    }
}
