using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Transitions;

/// <summary>Routes are a part of the client side: they wait with it, and go with the subsets that they lead to.</summary>
public sealed class RoutedTransitionTests : IDisposable
{
    private readonly MovingFleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public void New_routes_wait_for_the_client_side_that_they_are_for()
    {
        _fleet.Render();
        _fleet.Served("{name: east}, {name: asia}", Policy("{cluster: asia}"));

        // In asia the new endpoint is its own Service, which nothing has to open.
        Assert.Equal(["asia: cluster-asia"], Subsets(_fleet.Render("--phase", "Additive")));
        Assert.Equal((3, 3), Routed(_fleet.Render("--phase", "Additive")));
        Assert.Empty(FleetCheck.Run(_fleet.Render().Fleet).Select(failure => failure.ToString()));
    }

    [Fact]
    public void Changed_routes_wait_with_the_rule_that_has_their_subsets()
    {
        _fleet.Served("{name: east}", Policy("{cluster: east}"));
        _fleet.Render();
        _fleet.Served("{name: east}, {name: asia}", Policy("{cluster: asia}"));

        Assert.Equal(["asia: cluster-asia", "east: cluster-east", "west: cluster-east"], Subsets(_fleet.Render("--phase", "Additive")));
        Assert.Equal(["asia: cluster-asia", "east: cluster-asia", "west: cluster-asia"], Subsets(_fleet.Render("--phase", "Additive")));
    }

    [Fact]
    public void Routes_that_are_taken_out_do_not_stay_without_their_subsets()
    {
        _fleet.Served("{name: east}", Policy("{cluster: east}"));
        Assert.Equal((3, 3), Routed(_fleet.Render()));
        _fleet.Served("{name: east}");

        Assert.Equal((0, 0), Routed(_fleet.Render("--phase", "Additive")));
    }

    private static string Policy(string backend) => $$"""
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: TrafficPolicy
        metadata: {name: catalog}
        spec:
          globalNamespace: {name: acme}
          service: {name: catalog, namespace: acme}
          routes: [{backends: [{{backend}}]}]
        """;

    private static (int Routes, int Subsets) Routed(Commit commit) => (
        commit.Fleet.Clusters.Values.Sum(cluster => cluster.Rendered.Count(item => item.Is("VirtualService"))),
        commit.Fleet.Clusters.Values.Sum(cluster => cluster.Rendered.Count(item => item.Spec.Items("subsets").Count > 0)));

    /// <summary>By cluster; what rules have and routes lead to, which is the same.</summary>
    private static IEnumerable<string> Subsets(Commit commit)
    {
        foreach (var (name, cluster) in commit.Fleet.Clusters)
        {
            var declared = cluster.Rendered.SelectMany(item => item.Spec.Items("subsets")).Select(subset => subset.Text("name")).Distinct().ToList();
            var used = cluster.Rendered.SelectMany(item => item.Spec.Items("http")).SelectMany(route => route.Items("route"))
                .Select(route => route.Text("destination", "subset")).Distinct();
            Assert.Equal(declared, used);
            foreach (var subset in declared)
            {
                yield return $"{name}: {subset}";
            }
        }
    }
}
