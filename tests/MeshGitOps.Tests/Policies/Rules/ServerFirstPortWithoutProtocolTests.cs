using MeshGitOps.Policies;
using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServerFirstPortWithoutProtocolTests
{
    [Theory]
    [InlineData(25, "tcp-smtp")]
    [InlineData(53, "tcp-dns")]
    [InlineData(3306, "tcp-mysql")]
    [InlineData(27017, "tcp-mongo")]
    public void Reports_an_unnamed_port_that_Istio_takes_for_TCP(int port, string name)
    {
        var findings = Sample.Check<ServerFirstPortWithoutProtocol>(Mongo(Sample.Port(port)));

        Assert.Equal(
            [$"Warning at '{port}': Port {port} of Service 'pacman/mongo' says no protocol; Istio assumes TCP from its number."],
            Sample.Show(findings));
        Assert.Equal($"Name it '{name}', or set 'appProtocol: tcp'.", findings[0].Help);
    }

    [Fact]
    public void Reports_a_name_that_says_no_protocol() =>
        Assert.Single(Sample.Check<ServerFirstPortWithoutProtocol>(Mongo(Sample.Port(27017, "db"))));

    [Theory]
    [InlineData(27017, "mongo")]
    [InlineData(27017, "tcp-mongo")]
    [InlineData(27018, null)]
    [InlineData(80, "http")]
    public void Is_silent_for_a_named_or_another_port(int port, string? name) =>
        Assert.Empty(Sample.Check<ServerFirstPortWithoutProtocol>(Mongo(Sample.Port(port, name))));

    [Fact]
    public void Is_silent_for_UDP() =>
        Assert.Empty(Sample.Check<ServerFirstPortWithoutProtocol>(Mongo(Sample.Port(53, transport: "UDP"))));

    [Fact]
    public void Is_silent_where_a_GlobalService_says_the_protocol()
    {
        var host = Sample.Host("mongo.acme.example.com", "mongo", "aws", 27017);
        var globalService = Sample.GlobalService("mongo") with
        {
            Ports = [new GlobalPortSpec(Sample.Place("port"), Sample.At(27017), Name: null, TargetPort: null, Sample.At("MONGO"))],
        };
        var inventory = new ClusterInventory { Cluster = "aws", Services = [Sample.Service("mongo", "default", Sample.Port(27017))] };
        var exported = Sample.Context(inventories: [inventory], plan: new FleetPlan { Hosts = [host] });

        Assert.Single(Sample.Check<ServerFirstPortWithoutProtocol>(exported));
        Assert.Empty(Sample.Check<ServerFirstPortWithoutProtocol>(
            exported with { Specs = new SpecSet { GlobalServices = [globalService] } }));
    }

    [Fact]
    public void Takes_its_level_from_the_policy()
    {
        var findings = Sample.Check<ServerFirstPortWithoutProtocol>(Mongo(Sample.Port(27017)), "{level: error}");

        Assert.Equal(Severity.Error, Assert.Single(findings).Severity);
        Assert.False(RuleCatalog.StopsOutput(findings[0]));
    }

    private static RuleContext Mongo(KubernetesServicePort port) => Sample.Context(
        inventories: [new ClusterInventory { Cluster = "aws", Services = [Sample.Service("mongo", "pacman", port)] }]);
}
