using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Transitions;

/// <summary><c>state: Draining</c>: the server side stays, no client has the endpoint.</summary>
public sealed class DrainingTests : IDisposable
{
    private const string Host = "catalog.acme.example.com";

    private readonly MovingFleet _fleet = new();

    public DrainingTests()
    {
        _fleet.Catalog("east", 8080, account: "catalog-east");
        _fleet.Served("{name: east, state: Draining}, {name: asia}");
    }

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public void Plans_the_server_side_and_takes_the_endpoint_from_every_client()
    {
        var result = _fleet.Plan();

        Assert.False(result.HasErrors);
        Assert.Equal(
            ["asia: 1", "east: 1", "west: 0"],
            result.Plan.Clusters.Select(cluster => $"{cluster.Name}: {cluster.ServerEntries.Length}"));
        Assert.Equal(
            ["asia: asia", "east: asia", "west: asia"],
            result.Plan.Clusters.Select(cluster =>
                $"{cluster.Name}: {string.Join(' ', Assert.Single(cluster.ClientEntries).Endpoints.Select(endpoint => endpoint.Cluster))}"));
        Assert.Equal(
            [ServingState.Serving, ServingState.Draining],
            Assert.Single(result.Plan.Hosts).Servers.Select(server => server.State));
    }

    [Fact]
    public void Still_accepts_the_identity_of_the_draining_cluster() =>
        Assert.Equal(
            ["spiffe://cluster.local/ns/acme/sa/catalog", "spiffe://cluster.local/ns/acme/sa/catalog-east"],
            Assert.Single(_fleet.Plan().Plan.Hosts).SubjectAltNames.AsEnumerable());

    [Fact]
    public void Renders_a_gateway_that_forwards_and_clients_that_go_elsewhere()
    {
        var fleet = _fleet.Render().Fleet;
        var simulator = new Simulator(fleet);

        Assert.Empty(FleetCheck.Run(fleet).Select(failure => failure.ToString()));
        Assert.All(fleet.Clusters.Keys, cluster => Assert.Equal(
            "asia: acme/catalog:8080", simulator.Call(cluster, "acme", Host, 8080).ToString()));
        Assert.Equal(
            ["asia", "east"],
            fleet.Clusters.Where(cluster => cluster.Value.Rendered.Exists(item => item.Kind == "Gateway")).Select(cluster => cluster.Key));
        Assert.IsType<Landing>(new EastWestGateway(simulator.Views["east"]).Call($"outbound_.8080_._.{Host}", []));
    }

    [Fact]
    public void The_last_cluster_cannot_drain()
    {
        _fleet.Served("{name: east, state: Draining}");

        var finding = Assert.Single(_fleet.Plan().Diagnostics, finding => finding.Severity == Severity.Error);
        Assert.Equal("Every cluster of service 'acme/catalog' is draining, so its clients have no endpoint.", finding.Message);
        Assert.Equal("mesh/catalog.yaml", finding.Location.Path);
    }
}
