using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>One patch of an EnvoyFilter.</summary>
/// <param name="Node">The entry of <c>configPatches</c>.</param>
internal sealed record EnvoyPatch(KubernetesObject Filter, YamlMapping Node, Located<string> Operation, string ApplyTo)
{
    /// <summary>Whether routes are what it changes: Envoy takes them as a whole.</summary>
    public bool IsForRoutes => ApplyTo is "ROUTE_CONFIGURATION" or "HTTP_ROUTE";

    public static IEnumerable<EnvoyPatch> AllOf(RuleContext context)
    {
        foreach (var (_, filter) in context.Once(cluster => cluster.EnvoyFilters, filter => filter.Object))
        {
            foreach (var node in filter.Object.Spec.Mappings("configPatches"))
            {
                if (node.Mapping("patch").LocatedText("operation") is { } operation && node.Text("applyTo") is { } applyTo)
                {
                    yield return new EnvoyPatch(filter.Object, node, operation, applyTo.Value);
                }
            }
        }
    }
}
