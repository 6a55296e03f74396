using MeshGitOps.Policies;
using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PortNameWithoutProtocolTests
{
    [Fact]
    public void Reports_the_port_of_an_exported_service_as_an_error()
    {
        var findings = Sample.Check<PortNameWithoutProtocol>(Exported(Sample.Port(80, "loadgen")));

        Assert.Equal(
            ["Error at 'loadgen': Port 'loadgen' (80) of Service 'default/loadgen' says no protocol, but is exported as 'loadgen.acme.example.com'."],
            Sample.Show(findings));
        Assert.StartsWith("If it speaks HTTP, name it 'http-loadgen'", findings[0].Help, StringComparison.Ordinal);
        Assert.Equal("GlobalNamespace/acme exports it", Assert.Single(findings[0].Related).Message);
        Assert.True(RuleCatalog.StopsOutput(findings[0]));
    }

    [Fact]
    public void Reports_the_port_of_another_service_as_a_warning()
    {
        var findings = Sample.Check<PortNameWithoutProtocol>(Local(Sample.Port(3000)));

        Assert.Equal(
            ["Warning at '3000': Port 3000 of Service 'default/loadgen' says no protocol, so the sidecars guess it."],
            Sample.Show(findings));
        Assert.False(RuleCatalog.StopsOutput(findings[0]));
    }

    [Fact]
    public void Reports_an_appProtocol_that_Istio_does_not_know()
    {
        var findings = Sample.Check<PortNameWithoutProtocol>(Local(Sample.Port(5672, "http", "amqp")));

        Assert.Equal(
            ["Warning at 'http': appProtocol 'amqp' of port 5672 of Service 'default/loadgen' says no protocol, so the sidecars guess it."],
            Sample.Show(findings));
    }

    [Theory]
    [InlineData("http-loadgen", null, "TCP")]
    [InlineData("GRPC", null, "TCP")]
    [InlineData("grpc-web-x", null, "TCP")]
    [InlineData("tcp", null, "TCP")]
    [InlineData("web", "http", "TCP")]
    [InlineData("web", "kubernetes.io/h2c", "TCP")]
    [InlineData("metrics", null, "UDP")]
    public void Is_silent_where_the_protocol_is_said(string name, string? appProtocol, string transport) =>
        Assert.Empty(Sample.Check<PortNameWithoutProtocol>(Exported(Sample.Port(80, name, appProtocol, transport))));

    [Fact]
    public void Leaves_server_first_ports_to_their_own_rule() =>
        Assert.Empty(Sample.Check<PortNameWithoutProtocol>(Exported(Sample.Port(27017))));

    [Fact]
    public void Warns_only_where_a_GlobalService_says_the_protocol_of_the_exported_port()
    {
        var context = Exported(Sample.Port(80, "loadgen"));
        var globalService = Sample.GlobalService("loadgen") with
        {
            Ports = [new GlobalPortSpec(Sample.Place("port"), Sample.At(80), Name: null, TargetPort: null, Sample.At("HTTP"))],
        };

        var findings = Sample.Check<PortNameWithoutProtocol>(context with { Specs = new SpecSet { GlobalServices = [globalService] } });

        Assert.Equal(Severity.Warning, Assert.Single(findings).Severity);
    }

    [Fact]
    public void Wants_the_protocol_from_the_GlobalService_of_this_port()
    {
        var context = Exported(Sample.Port(80, "loadgen"));
        var globalService = Sample.GlobalService("loadgen") with
        {
            Ports = [new GlobalPortSpec(Sample.Place("port"), Sample.At(81), Name: null, TargetPort: null, Sample.At("HTTP"))],
        };

        var findings = Sample.Check<PortNameWithoutProtocol>(context with { Specs = new SpecSet { GlobalServices = [globalService] } });

        Assert.Equal(Severity.Error, Assert.Single(findings).Severity);
    }

    [Theory]
    [InlineData("kube-system")]
    [InlineData("istio-system")]
    [InlineData("legacy-shop")]
    [InlineData("edge")]
    public void Passes_over_system_namespaces(string @namespace)
    {
        var mesh = Sample.Mesh() with { ExcludedNamespaces = Sample.All("legacy-*") };
        var settings = Sample.Settings("aws") with { IngressNamespace = "edge" };
        var context = Sample.Context(
            new SpecSet { Mesh = mesh },
            [new ClusterInventory { Cluster = "aws", Services = [Sample.Service("web", @namespace, Sample.Port(80))] }],
            new FleetPlan { Clusters = [new ClusterPlan { Settings = settings }] });

        Assert.Empty(Sample.Check<PortNameWithoutProtocol>(context));
    }

    [Fact]
    public void Passes_over_the_API_server_and_ExternalName_services()
    {
        var alias = Sample.Service("db", "default", Sample.Port(5432)) with { Type = KubernetesServiceType.ExternalName };
        var inventory = new ClusterInventory
        {
            Cluster = "aws",
            Services = [alias, Sample.Service("kubernetes", "default", Sample.Port(443, "api"))],
        };

        Assert.Empty(Sample.Check<PortNameWithoutProtocol>(Sample.Context(inventories: [inventory])));
    }

    [Fact]
    public void Reports_a_file_that_two_clusters_share_once_and_by_its_worse_use()
    {
        var service = Sample.Service("loadgen", "default", Sample.Port(80, "loadgen"));
        var context = Exported(Sample.Port(80, "loadgen")) with
        {
            Inventories =
            [
                new ClusterInventory { Cluster = "a-not-exported", Services = [service] },
                new ClusterInventory { Cluster = "aws", Services = [service] },
            ],
        };

        Assert.Equal(Severity.Error, Assert.Single(Sample.Check<PortNameWithoutProtocol>(context)).Severity);
    }

    [Fact]
    public void Ignores_namespaces_by_parameter_unless_the_service_is_exported()
    {
        const string Settings = "{level: error, ignoredNamespaces: [def*]}";

        Assert.Empty(Sample.Check<PortNameWithoutProtocol>(Local(Sample.Port(80)), Settings));
        Assert.Single(Sample.Check<PortNameWithoutProtocol>(Exported(Sample.Port(80)), Settings));
    }

    [Theory]
    [InlineData("error", Severity.Error, Severity.Warning)]
    [InlineData("warning", Severity.Warning, Severity.Warning)]
    [InlineData("info", Severity.Info, Severity.Info)]
    public void Takes_its_level_from_the_policy(string level, Severity exported, Severity local)
    {
        var settings = $"{{level: {level}}}";

        Assert.Equal(exported, Assert.Single(Sample.Check<PortNameWithoutProtocol>(Exported(Sample.Port(80)), settings)).Severity);
        Assert.Equal(local, Assert.Single(Sample.Check<PortNameWithoutProtocol>(Local(Sample.Port(80)), settings)).Severity);
    }

    private static RuleContext Local(KubernetesServicePort port) => Sample.Context(
        inventories: [new ClusterInventory { Cluster = "aws", Services = [Sample.Service("loadgen", "default", port)] }]);

    private static RuleContext Exported(KubernetesServicePort port) => Local(port) with
    {
        Plan = new FleetPlan { Hosts = [Sample.Host("loadgen.acme.example.com", "loadgen", "aws", 80)] },
    };
}
