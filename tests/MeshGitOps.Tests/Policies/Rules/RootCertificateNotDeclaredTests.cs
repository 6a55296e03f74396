using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RootCertificateNotDeclaredTests
{
    private static readonly ClusterSpec Declared = Sample.Cluster("aws") with { RootCertificate = Sample.At("corp-2026") };

    [Fact]
    public void Reports_each_cluster_once_that_meets_another()
    {
        var specs = new SpecSet
        {
            Clusters = [Declared, Sample.Cluster("gke"), Sample.Cluster("lonely")],
            GlobalNamespaces =
            [
                Sample.GlobalNamespace("acme", "acme.example.com", Sample.Member("aws", "default"), Sample.Member("gke", "default")),
                Sample.GlobalNamespace("books", "books.example.com", Sample.Member("aws", "books"), Sample.Member("gke", "books")),
                Sample.GlobalNamespace("solo", "solo.example.com", Sample.Member("lonely", "default")),
            ],
        };

        var findings = Sample.Check<RootCertificateNotDeclared>(Sample.Context(specs));

        Assert.Equal(
            ["Warning at 'gke': Cluster 'gke' does not declare its root certificate, but meets other clusters in GlobalNamespace 'acme'."],
            Sample.Show(findings));
        Assert.Equal("GlobalNamespace 'acme' has 2 clusters", Assert.Single(findings[0].Related).Message);
    }

    [Fact]
    public void Takes_the_star_for_all_clusters_and_its_level_from_the_policy()
    {
        var specs = new SpecSet
        {
            Clusters = [Sample.Cluster("aks"), Sample.Cluster("gke")],
            GlobalNamespaces = [Sample.GlobalNamespace("acme", "acme.example.com", Sample.Member("*", "default"))],
        };

        var findings = Sample.Check<RootCertificateNotDeclared>(Sample.Context(specs), "{level: error}");

        Assert.Equal(["aks", "gke"], findings.Select(finding => Sample.TextAt(finding.Location)));
        Assert.All(findings, finding => Assert.Equal(Severity.Error, finding.Severity));
    }

    [Fact]
    public void Is_silent_where_all_are_declared_or_none_meets_another()
    {
        var other = Sample.Cluster("gke") with { RootCertificate = Sample.At("corp-2026") };
        var both = Sample.GlobalNamespace("acme", "acme.example.com", Sample.Member("*", "default"));

        Assert.Empty(Sample.Check<RootCertificateNotDeclared>(
            Sample.Context(new SpecSet { Clusters = [Declared, other], GlobalNamespaces = [both] })));
        Assert.Empty(Sample.Check<RootCertificateNotDeclared>(
            Sample.Context(new SpecSet { Clusters = [Sample.Cluster("gke")], GlobalNamespaces = [both] })));
    }
}
