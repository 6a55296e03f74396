using System.Collections.Immutable;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>All clusters with manifests, and what is worked out over them once for several rules.</summary>
internal sealed class FleetMesh
{
    private readonly Lazy<ImmutableArray<(KubernetesObject Object, IstioShapeFindings Findings)>> _shapes;

    public FleetMesh(ImmutableArray<ClusterMesh> clusters)
    {
        Clusters = clusters;
        _shapes = new(() => [.. FindShapes()]);
    }

    public ImmutableArray<ClusterMesh> Clusters { get; }

    /// <summary>What is wrong with the shape of objects of Istio, once for each place; objects that are right are left out.</summary>
    public ImmutableArray<(KubernetesObject Object, IstioShapeFindings Findings)> Shapes => _shapes.Value;

    private IEnumerable<(KubernetesObject Object, IstioShapeFindings Findings)> FindShapes()
    {
        var places = new HashSet<(string Path, int Start)>();
        foreach (var item in Clusters.SelectMany(cluster => cluster.Objects))
        {
            if (IstioKinds.Find(item.Group, item.Kind) is { } kind
                && places.Add((item.Location.Path, item.Location.Span.Start))
                && kind.Check(item) is { IsEmpty: false } findings)
            {
                yield return (item, findings);
            }
        }
    }
}
