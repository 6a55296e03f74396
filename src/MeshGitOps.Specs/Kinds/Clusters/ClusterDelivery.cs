using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Clusters;

/// <summary>What applies the manifests of a cluster.</summary>
public abstract record ClusterDelivery(SourceLocation Location);

/// <param name="Server">The URL of the API server as Argo CD knows it; null means that it knows the cluster by its name.</param>
/// <param name="Project">The AppProject; null means <c>default</c>, which every Argo CD has.</param>
public sealed record ArgoCdDelivery(SourceLocation Location, Located<string>? Server, Located<string>? Project) : ClusterDelivery(Location)
{
    public const string DefaultProject = "default";
}

/// <param name="Namespace">Of Flux in the cluster; null means <c>flux-system</c>.</param>
/// <param name="Interval">Between two reconciliations; null means five minutes.</param>
public sealed record FluxDelivery(SourceLocation Location, Located<string>? Namespace, Located<string>? Interval) : ClusterDelivery(Location)
{
    public const string DefaultNamespace = "flux-system";
    public const string DefaultInterval = "5m";
}
