using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HostInEnvironmentUnknownTests
{
    [Theory]
    [InlineData("catalog.acme.com")]
    [InlineData("catalog.acme.com:8082")]
    [InlineData("http://catalog.acme.com:8082/products?x=1")]
    [InlineData("https://catalog.acme.com")]
    [InlineData("jdbc:mysql://user:secret@catalog.acme.com:3306/db")]
    [InlineData("Catalog.ACME.com.")]
    [InlineData("cart.acme.example.com:5000, catalog.acme.com")]
    public void Reports_a_host_that_begins_like_a_global_one(string value)
    {
        var findings = Check(value);

        Assert.Equal(
            [$"Warning at '{value}': 'CATALOG_HOST' of Deployment 'default/shopping' names host 'catalog.acme.com', which no GlobalNamespace has."],
            Sample.Show(findings));
        Assert.StartsWith("Did you mean 'catalog.acme.example.com'?", findings[0].Help, StringComparison.Ordinal);
        Assert.Equal("catalog", Sample.TextAt(Assert.Single(findings[0].Related).Location));
        Assert.False(RuleCatalog.StopsOutput(findings[0] with { Severity = Severity.Error }));
    }

    [Theory]
    [InlineData("catalog.acme.example.com")]
    [InlineData("catalog.acme.example.com:8082")]
    [InlineData("http://catalog.acme.example.com:8082/products")]
    [InlineData("catalog")]
    [InlineData("catalog:8082")]
    [InlineData("catalog.default")]
    [InlineData("catalog.default:8082")]
    [InlineData("catalog.default.svc")]
    [InlineData("catalog.default.svc.cluster.local:8082")]
    [InlineData("catalog.shop.corp.internal")]
    [InlineData("payments.acme.com")]
    [InlineData("10.0.0.1:8082")]
    [InlineData("catalog.acme.com/image:v1")]
    [InlineData("someone@catalog.acme.com")]
    [InlineData("catalog.acme.com is a sentence")]
    [InlineData("http://")]
    [InlineData("://:")]
    [InlineData(",,")]
    [InlineData("")]
    public void Is_silent_for_hosts_of_the_plan_Kubernetes_names_and_other_text(string value) => Assert.Empty(Check(value));

    [Fact]
    public void Reports_a_port_that_the_host_does_not_have()
    {
        var findings = Check("catalog.acme.example.com:8083");

        Assert.Equal(
            ["Warning at 'catalog.acme.example.com:8083': 'CATALOG_HOST' of Deployment 'default/shopping' names port 8083 of host 'catalog.acme.example.com', which does not have it."],
            Sample.Show(findings));
        Assert.Equal("The host has 8082.", findings[0].Help);
    }

    [Fact]
    public void Reads_only_workloads_of_member_namespaces()
    {
        Assert.Empty(Sample.Check<HostInEnvironmentUnknown>(Context("catalog.acme.com", "elsewhere")));
        Assert.Empty(Sample.Check<HostInEnvironmentUnknown>(Context("catalog.acme.com", "kube-shop")));
        Assert.Single(Sample.Check<HostInEnvironmentUnknown>(Context("catalog.acme.com", "my-shop")));
    }

    [Theory]
    [InlineData("{level: warning, allowed: [acme.com]}", 0)]
    [InlineData("{level: warning, allowed: [com]}", 0)]
    [InlineData("{level: warning, allowed: [cme.com]}", 1)]
    public void Lets_the_policy_allow_a_domain(string settings, int expected) =>
        Assert.Equal(expected, Sample.Check<HostInEnvironmentUnknown>(Context("catalog.acme.com"), settings).Length);

    [Fact]
    public void Takes_its_level_from_the_policy() => Assert.Equal(
        Severity.Error,
        Assert.Single(Sample.Check<HostInEnvironmentUnknown>(Context("catalog.acme.com"), "{level: error}")).Severity);

    private static ImmutableArray<Diagnostic> Check(string value) => Sample.Check<HostInEnvironmentUnknown>(Context(value));

    private static RuleContext Context(string value, string @namespace = "default") => Sample.Context(
        new SpecSet
        {
            Clusters = [Sample.Cluster("aws")],
            GlobalNamespaces = [Sample.GlobalNamespace("acme", "acme.example.com", Sample.Member("aws", "default", "*-shop"))],
        },
        [new ClusterInventory { Cluster = "aws", Workloads = [Sample.Workload("shopping", @namespace, ("CATALOG_HOST", value))] }],
        new FleetPlan
        {
            Clusters = [new ClusterPlan { Settings = Sample.Settings("aws") with { ClusterDomain = "corp.internal" } }],
            Hosts =
            [
                Sample.Host("cart.acme.example.com", "cart", "gke", 5000),
                Sample.Host("catalog.acme.example.com", "catalog", "gke", 8082),
            ],
        });
}
