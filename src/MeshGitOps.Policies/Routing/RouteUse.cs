using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Routing;

/// <summary>One destination of a VirtualService of a cluster.</summary>
/// <param name="Verb"><c>routes to</c> or <c>mirrors to</c>, for messages.</param>
internal sealed record RouteUse(ClusterMesh Mesh, VirtualService VirtualService, VirtualServiceRoute Route, RouteDestination Destination, string Verb)
{
    public string Namespace => VirtualService.Object.Key.Namespace;

    /// <summary>The full name that Istio makes of the host.</summary>
    public string FullHost => Mesh.Hosts.FullName(Destination.Host.Value, Namespace);

    /// <summary><c>VirtualService 'shop/web' routes to 'cart'</c>.</summary>
    public override string ToString() => $"{VirtualService.Object} {Verb} '{Destination.Host.Value}'";

    public static IEnumerable<RouteUse> AllIn(ClusterMesh mesh) => mesh.VirtualServices.SelectMany(item => AllOf(mesh, item));

    public static IEnumerable<RouteUse> AllOf(ClusterMesh mesh, VirtualService item)
    {
        foreach (var route in item.Routes)
        {
            foreach (var destination in route.Destinations)
            {
                yield return new RouteUse(mesh, item, route, destination, "routes to");
            }

            foreach (var mirror in route.Mirrors)
            {
                yield return new RouteUse(mesh, item, route, mirror, "mirrors to");
            }
        }
    }
}
