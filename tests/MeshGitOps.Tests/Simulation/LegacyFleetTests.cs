using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Conformance;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Clusters of six releases that take the <c>.global</c> recipe, rendered by the product and walked.</summary>
public sealed class LegacyFleetTests(ITestOutputHelper output)
{
    private const string Case = "legacy-releases";

    public static TheoryData<string> Names => [.. LegacyMutations.All.Select(mutation => mutation.Name)];

    [Fact]
    public void Lands_every_call_between_the_releases()
    {
        var fleet = Render();

        Assert.Equal(2, fleet.Hosts.Length);
        Assert.Equal(12, fleet.Hosts.Sum(host => host.Consumers.Length));
        Assert.Equal([], FleetCheck.Run(fleet).Select(failure => failure.ToString()));
    }

    [Fact]
    public void Rewrites_the_name_to_the_domain_of_the_serving_cluster()
    {
        var simulator = new Simulator(Render());
        var outcomes = simulator.Priorities("a", "books", "orders.books.books.global", 9090, "a");

        Assert.Equal(
            ["0 a: books/orders:9090", "0 c: books/orders:9090", "0 d: books/orders:9090", "0 f: books/orders:9090"],
            outcomes.Select(outcome => $"{outcome.Priority} {outcome.Result}"));
    }

    [Fact]
    public void Prefers_the_own_cluster_from_1_6_on()
    {
        var simulator = new Simulator(Render());
        var outcomes = simulator.Priorities("d", "books", "orders.books.books.global", 9090, "a");

        Assert.Equal(
            ["0 d: books/orders:9090", "1 a: books/orders:9090", "1 c: books/orders:9090", "1 f: books/orders:9090"],
            outcomes.Select(outcome => $"{outcome.Priority} {outcome.Result}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Catches_a_mutation(string name)
    {
        var mutation = LegacyMutations.All.Single(item => item.Name == name);
        var fleet = Render();

        Assert.True(mutation.AppliesTo(fleet));
        Assert.Null(mutation.Escapes(fleet));
    }

    [Fact]
    public void Renders_objects_that_an_api_server_takes()
    {
        if (CrdCatalog.Instance is not { } definitions)
        {
            output.WriteLine("Skipped: the CustomResourceDefinitions are not beside the repository.");
            return;
        }

        var objects = Render().Clusters.Values.SelectMany(cluster => cluster.Rendered).ToList();

        Assert.Equal(
            ["workloadLabels filters", "workloadSelector configPatches"],
            objects.Where(item => item.Kind == "EnvoyFilter").Select(item => string.Join(' ', ((YamlMap)item.Spec!).Keys)).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(objects.SelectMany(item => ObjectConformance.Check(item, definitions).Select(problem => $"{item}{problem}")));
    }

    private static Fleet Render()
    {
        using var written = LegacyFleets.Write(new GoldenCase(Case).Files.ToDictionary(StringComparer.Ordinal));
        return written.Read();
    }
}
