using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Fleets as they are: the ones written by hand, and the committed output of every example.</summary>
public sealed class SimulatedFleetTests(ITestOutputHelper output)
{
    public static TheoryData<string> HandWritten => [.. FleetFolder.HandWritten.Select(Path.GetFileName).OfType<string>()];

    /// <summary>The names of the examples; empty text where there is none yet.</summary>
    public static TheoryData<string> Examples =>
        FleetFolder.Examples is { IsEmpty: false } folders ? [.. folders.Select(Path.GetFileName).OfType<string>()] : [""];

    [Theory]
    [MemberData(nameof(HandWritten))]
    public void Finds_one_landing_for_every_call_of_a_fleet_written_by_hand(string name) =>
        AssertHolds(FleetFolder.Read(HandWrittenPath(name)));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Finds_one_landing_for_every_call_of_an_example(string name)
    {
        if (name.Length == 0)
        {
            output.WriteLine("No folder below examples/ has a meshgitops.yaml yet: nothing was simulated.");
            return;
        }

        AssertHolds(FleetFolder.Read(Repository.PathOf("examples", name)));
    }

    [Fact]
    public void Covers_every_folder_of_the_examples()
    {
        var folder = Repository.PathOf("examples");
        if (!Directory.Exists(folder))
        {
            output.WriteLine("There is no examples/ yet.");
            return;
        }

        foreach (var example in Directory.GetDirectories(folder))
        {
            Assert.True(File.Exists(Path.Combine(example, "meshgitops.yaml")), $"{example} has no meshgitops.yaml.");
            var clusters = Path.Combine(FleetFolder.OutputOf(example), "clusters");
            Assert.True(Directory.Exists(clusters), $"{example} has no committed output in {clusters}.");
            var names = Directory.GetDirectories(clusters).Select(Path.GetFileName).Order(StringComparer.Ordinal);
            Assert.Equal(FleetFolder.Read(example).Clusters.Keys, names);
        }
    }

    [Fact]
    public void Lands_in_the_own_cluster_where_it_serves()
    {
        var simulator = new Simulator(FleetFolder.Read(HandWrittenPath("two-clusters")));

        Assert.Equal("west: acme/catalog:8082", simulator.Call("west", "shopping", "catalog.acme.example.com", 8082).ToString());
        Assert.Equal("europe: acme/catalog:8082", simulator.Call("europe", "acme", "catalog.acme.example.com", 8082).ToString());
    }

    [Fact]
    public void Lands_on_the_named_container_port_behind_the_gateway()
    {
        var simulator = new Simulator(FleetFolder.Read(HandWrittenPath("two-clusters")));
        var outcomes = simulator.Priorities("west", "shopping", "catalog.acme.example.com", 8082, "a");

        Assert.Equal([(0, "catalog.acme.svc.cluster.local"), (1, "203.0.113.20")], outcomes.Select(outcome => (outcome.Priority, outcome.Address)));
        Assert.Equal("europe: acme/catalog:8082", outcomes[1].Result.ToString());
        var europe = simulator.Views["europe"].Workloads.Call("catalog.acme.svc.cluster.local", 8082, []);
        Assert.Equal(8080, Assert.Single(Assert.IsType<Landing>(europe).ContainerPorts));
    }

    [Fact]
    public void Tells_two_tcp_services_on_one_port_apart_by_their_addresses()
    {
        var simulator = new Simulator(FleetFolder.Read(HandWrittenPath("two-clusters")));

        Assert.Equal("europe: acme/mongo:27017", simulator.Call("west", "acme", "mongo.acme.example.com", 27017).ToString());
        Assert.Equal("europe: acme/mysql:27017", simulator.Call("west", "acme", "mysql.acme.example.com", 27017).ToString());
    }

    [Fact]
    public void Takes_the_neighbour_before_another_region()
    {
        var simulator = new Simulator(FleetFolder.Read(HandWrittenPath("three-clusters")));
        var outcomes = simulator.Priorities("east-a", "books", "orders.books.example.com", 9090, "b");

        Assert.Equal(
            ["0 east-a: books/orders:9090", "1 east-b: books/orders:9090", "2 asia: books/orders:9090"],
            outcomes.Select(outcome => $"{outcome.Priority} {outcome.Result}"));
    }

    [Fact]
    public void Walks_through_both_gateways_of_an_egress_hop()
    {
        var simulator = new Simulator(FleetFolder.Read(HandWrittenPath("egress-hop")));
        var outcomes = simulator.Priorities("west", "shopping", "catalog.acme.example.com", 8082, "a");

        Assert.Equal(
            [
                "0 catalog.acme.svc.cluster.local False west: acme/catalog:8082",
                "1 203.0.113.11 True west-b: acme/catalog:8082",
                "2 eastwest.europe.example.com True europe: acme/catalog:8082",
            ],
            outcomes.Select(outcome => $"{outcome.Priority} {outcome.Address} {outcome.IsViaEgress} {outcome.Result}"));
        Assert.Equal("europe: acme/mongo:27017", simulator.Call("west-b", "acme", "mongo.acme.example.com", 27017).ToString());
        Assert.Equal("west-b: acme/mysql:27017", simulator.Call("europe", "acme", "mysql.acme.example.com", 27017).ToString());
        Assert.Equal("west: acme/orders:9090", simulator.Call("west-b", "acme", "orders.acme.example.com", 9090).ToString());
    }

    [Theory]
    [InlineData("tools")]
    [InlineData("istio-system")]
    [InlineData("mesh-acme")]
    public void Shows_a_client_entry_to_consumers_alone(string place)
    {
        var simulator = new Simulator(FleetFolder.Read(HandWrittenPath("two-clusters")));
        var result = simulator.Call("west", place, "mongo.acme.example.com", 27017);

        Assert.Equal(FailureReason.NotVisible, Assert.IsType<Failure>(result).Reason);
    }

    [Fact]
    public void Reads_what_the_specs_mean()
    {
        var hosts = FleetFolder.Read(HandWrittenPath("three-clusters")).Hosts;

        Assert.Equal(["cache.books.example.com", "orders.books.example.com"], hosts.Select(host => host.Host).Order(StringComparer.Ordinal));
        var orders = hosts.Single(host => host.Host.StartsWith("orders", StringComparison.Ordinal));
        Assert.Equal("8080 9090", string.Join(' ', orders.Ports));
        Assert.Equal(["asia", "east-a", "east-b"], orders.Servers.Select(server => server.Cluster).Order(StringComparer.Ordinal));
        Assert.Equal(["asia", "east-a", "east-b"], orders.Consumers.Select(consumer => consumer.Cluster).Order(StringComparer.Ordinal));
    }

    internal static string HandWrittenPath(string name) =>
        Repository.PathOf("tests", "MeshGitOps.Tests", "Simulation", "Fleets", name);

    private void AssertHolds(Fleet fleet)
    {
        Assert.NotEmpty(fleet.Hosts);
        Assert.NotEmpty(fleet.Hosts.SelectMany(host => host.Consumers));
        var calls = fleet.Hosts.Sum(host => host.Consumers.Length * host.Ports.Length);
        output.WriteLine($"{fleet.Clusters.Count} clusters, {fleet.Hosts.Length} hosts, {calls} calls");
        Assert.Equal([], FleetCheck.Run(fleet).Select(failure => failure.ToString()));
    }
}
