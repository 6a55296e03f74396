using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>The namespace that holds the client side of a GlobalNamespace. No pod runs there, so nothing is injected.</summary>
internal static class ConfigNamespace
{
    private static readonly ManifestField NoInjection = new("istio-injection", "disabled");

    /// <summary>One object for each name: GlobalNamespaces may share a config namespace.</summary>
    /// <param name="plans">Sorted by GlobalNamespace; of two that set one label, the first wins.</param>
    public static IEnumerable<Manifest> CreateAll(ImmutableArray<ConfigNamespacePlan> plans) =>
        plans.GroupBy(plan => plan.Name, StringComparer.Ordinal).Select(sharing => Create([.. sharing]));

    private static Manifest Create(ImmutableArray<ConfigNamespacePlan> plans)
    {
        var first = plans[0];
        var globalNamespace = plans.Length == 1 ? first.GlobalNamespace : null;
        var concern = globalNamespace is null ? ManifestConcern.Cluster : ManifestConcern.GlobalNamespace;
        return new Manifest
        {
            ApiVersion = "v1",
            Kind = "Namespace",
            Name = first.Name,
            Origin = first.Origin,
            Placement = new ManifestPlacement(concern, globalNamespace, null),
            Root = new ManifestBuilder()
                .Add("apiVersion", "v1")
                .Add("kind", "Namespace")
                .Add("metadata", new ManifestBuilder()
                    .Add("name", first.Name)
                    .Add("labels", Labels(plans, globalNamespace))
                    .Add("annotations", IstioObject.OriginOf(first.Origin)))
                .Build(),
        };
    }

    /// <summary>Ours first, then the declared ones by key; a declared one cannot replace ours.</summary>
    private static ManifestMapping Labels(ImmutableArray<ConfigNamespacePlan> plans, string? globalNamespace)
    {
        var own = IstioObject.Labels(globalNamespace).Fields.Add(NoInjection);
        var declared = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in plans.SelectMany(plan => plan.Labels))
        {
            if (!own.Any(field => field.Key == key))
            {
                declared.TryAdd(key, value);
            }
        }

        return new ManifestMapping(own.AddRange(ManifestBuilder.StringMap(declared).Fields));
    }
}
