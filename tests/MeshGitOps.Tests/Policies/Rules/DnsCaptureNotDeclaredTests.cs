using System.Collections.Immutable;
using MeshGitOps.Policies.Rules.Plans;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DnsCaptureNotDeclaredTests
{
    private static readonly ClusterPlan Consumer = new()
    {
        Settings = Sample.Settings("aws"),
        ClientEntries = [Sample.Client(Sample.Host("catalog.acme.example.com", "catalog", "gke", 8082))],
    };

    [Fact]
    public void Reports_a_consumer_whose_capture_is_unknown()
    {
        var findings = Check(Consumer);

        Assert.Equal(
            ["Warning at 'aws': Cluster 'aws' resolves global hosts by DNS capture, but does not declare that capture is enabled."],
            Sample.Show(findings));
        Assert.Contains("ISTIO_META_DNS_CAPTURE: \"true\"", findings.Single().Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_at_the_mode_where_it_is_written()
    {
        var dns = new DnsSpec { Location = Sample.Place("dns"), Mode = Sample.At(DnsMode.Capture) };
        var specs = new SpecSet { Clusters = [Sample.Cluster("aws") with { Dns = dns }] };

        var findings = Sample.Check<DnsCaptureNotDeclared>(Sample.Context(specs, plan: new FleetPlan { Clusters = [Consumer] }));

        Assert.Equal("Capture", Sample.TextAt(Assert.Single(findings).Location));
    }

    [Fact]
    public void Is_silent_for_a_cluster_without_consumers() => Assert.Empty(Check(Consumer with { ClientEntries = [] }));

    [Theory]
    [InlineData(DnsMode.Capture, DnsCapture.Enabled)]
    [InlineData(DnsMode.Capture, DnsCapture.Disabled)]
    [InlineData(DnsMode.Hosts, DnsCapture.Unknown)]
    [InlineData(DnsMode.Forward, DnsCapture.Unknown)]
    public void Is_silent_where_capture_is_declared_or_not_needed(DnsMode mode, DnsCapture capture) =>
        Assert.Empty(Check(Consumer with { Settings = Sample.Settings("aws") with { DnsMode = mode, DnsCapture = capture } }));

    [Fact]
    public void Takes_its_level_from_the_policy() =>
        Assert.Equal(Severity.Info, Assert.Single(Check(Consumer, "{level: info}")).Severity);

    private static ImmutableArray<Diagnostic> Check(ClusterPlan cluster, string settings = "{}") =>
        Sample.Check<DnsCaptureNotDeclared>(Sample.Context(plan: new FleetPlan { Clusters = [cluster] }), settings);
}
