using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Cli;

public sealed class HostTableTests
{
    private static readonly SourceLocation Place = new SourceText("mesh.yaml", "").Start;

    [Fact]
    public void Shows_address_servers_and_consumers_of_each_host()
    {
        var plan = new FleetPlan { Hosts = [Host("cart"), Host("catalog")] };

        Assert.Equal(
            """
            Hosts:
              HOST                      ADDRESS    SERVED BY               CONSUMED IN
              cart.acme.example.com     240.0.0.7  east, west (draining)  nobody
              catalog.acme.example.com  240.0.0.7  east, west (draining)  nobody


            """.Replace("SERVED BY               ", "SERVED BY              ", StringComparison.Ordinal),
            Table(plan, 10));
    }

    [Fact]
    public void Counts_hosts_over_the_limit()
    {
        var plan = new FleetPlan { Hosts = [Host("cart"), Host("catalog")] };

        Assert.Contains("  ... and 1 more host (--all shows them)\n", Table(plan, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_nothing_where_there_is_no_host() => Assert.Equal("", Table(new FleetPlan(), 10));

    private static string Table(FleetPlan plan, int limit)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        HostTable.Write(plan, writer, new ReportOptions(TextStyle.Plain, 1, 10, limit));
        return writer.ToString();
    }

    private static GlobalHost Host(string name) => new()
    {
        Host = $"{name}.acme.example.com",
        GlobalNamespace = "acme",
        Domain = "acme.example.com",
        Service = new ServiceKey("default", name),
        VirtualAddress = "240.0.0.7",
        Ports = [],
        Servers =
        [
            new ServingCluster("east", new ServiceKey("default", name), ServingState.Serving, Place),
            new ServingCluster("west", new ServiceKey("default", name), ServingState.Draining, Place),
        ],
        SubjectAltNames = [],
        Origin = new Origin("GlobalNamespace", "acme", Place),
        Location = Place,
    };
}
