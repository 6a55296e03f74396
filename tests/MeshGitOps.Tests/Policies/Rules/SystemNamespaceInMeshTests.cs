using System.Collections.Immutable;
using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SystemNamespaceInMeshTests
{
    [Theory]
    [InlineData("kube-system", "is excluded from the mesh by 'kube-*'")]
    [InlineData("argocd", "is excluded from the mesh")]
    [InlineData("legacy-shop", "is excluded from the mesh by 'legacy-*'")]
    [InlineData("control", "holds istiod or a gateway of cluster 'aws'")]
    [InlineData("edge", "holds istiod or a gateway of cluster 'aws'")]
    public void Reports_an_exact_name(string @namespace, string reason)
    {
        var findings = Check("{}", "default", @namespace);

        Assert.Equal(
            [$"Error at '{@namespace}': Namespace '{@namespace}' {reason} and must not be a member of GlobalNamespace 'acme'."],
            Sample.Show(findings));
    }

    [Fact]
    public void Names_the_line_of_the_Mesh_that_excludes_it()
    {
        var related = Assert.Single(Assert.Single(Check("{}", "legacy-shop")).Related);

        Assert.Equal(("legacy-*", "the Mesh excludes it here"), (Sample.TextAt(related.Location), related.Message));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-*")]
    [InlineData("*")]
    [InlineData("kubernetes")]
    public void Is_silent_for_other_names_and_for_patterns(string entry) => Assert.Empty(Check("{}", entry));

    [Theory]
    [InlineData("east-west")]
    [InlineData("egress")]
    public void Leaves_the_gateways_of_the_mesh_traffic_to_the_planner(string entry) => Assert.Empty(Check("{}", entry));

    [Fact]
    public void Lets_the_policy_allow_a_namespace()
    {
        var findings = Check("{level: error, allowed: [argo*]}", "argocd", "cert-manager");

        Assert.Equal(["cert-manager"], findings.Select(finding => Sample.TextAt(finding.Location)));
    }

    [Fact]
    public void Takes_its_level_from_the_policy() =>
        Assert.Equal(Severity.Info, Assert.Single(Check("{level: info}", "argocd")).Severity);

    private static ImmutableArray<Diagnostic> Check(string settings, params string[] entries)
    {
        var specs = new SpecSet
        {
            Mesh = Sample.Mesh() with { ExcludedNamespaces = Sample.All("legacy-*") },
            Clusters = [Sample.Cluster("aws"), Sample.Cluster("gke")],
            GlobalNamespaces = [Sample.GlobalNamespace("acme", "acme.example.com", Sample.Member("aws", entries))],
        };
        var aws = Sample.Settings("aws") with
        {
            IstioNamespace = "control",
            IngressNamespace = "edge",
            EastWestNamespace = "east-west",
            EgressNamespace = "egress",
        };
        var gke = Sample.Settings("gke") with { IngressNamespace = "default" };
        var plan = new FleetPlan { Clusters = [new ClusterPlan { Settings = aws }, new ClusterPlan { Settings = gke }] };
        return Sample.Check<SystemNamespaceInMesh>(Sample.Context(specs, plan: plan), settings);
    }
}
