namespace MeshGitOps.Tests.Planning;

/// <summary>The subjectAltNames, which clients compare exactly.</summary>
public sealed class IdentityTests
{
    [Fact]
    public void Lists_every_account_of_every_cluster_by_its_trust_domain()
    {
        var fleet = new TextFleet()
            .Spec("apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {name: acme}\nspec: {trustDomain: acme.example, trustDomainAliases: [acme.example, b.example]}")
            .Cluster("a", "us-west-1")
            .Cluster("b", "westeurope", "  trustDomain: b.example\n")
            .GlobalNamespace()
            .In("a", TextFleet.Service("catalog", selector: "group: catalog"))
            .In("a", TextFleet.Deployment("blue", ", group: catalog", "blue"), TextFleet.Deployment("green", ", group: catalog", "green"))
            .In("b", TextFleet.Service("catalog"), TextFleet.Deployment("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(
            ["spiffe://acme.example/ns/shop/sa/blue", "spiffe://acme.example/ns/shop/sa/green", "spiffe://b.example/ns/shop/sa/default"],
            fleet.Host("catalog").SubjectAltNames.AsEnumerable());
    }

    [Fact]
    public void Adds_declared_accounts_to_those_of_the_workloads()
    {
        // A list that misses one that the manifests show refuses its pods.
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  serviceAccounts: [declared]")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(
            ["spiffe://cluster.local/ns/shop/sa/catalog", "spiffe://cluster.local/ns/shop/sa/declared"],
            fleet.Host("catalog").SubjectAltNames.AsEnumerable());
    }

    [Fact]
    public void Lists_none_where_one_is_unknown()
    {
        var fleet = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).In("b", TextFleet.Service("catalog")).Run();

        fleet.AssertFinding("MGO3031", "catalog");
        Assert.Empty(fleet.Host("catalog").SubjectAltNames);
        Assert.DoesNotContain("subjectAltNames", fleet.Rendered("clusters/a/mesh-acme/catalog.acme.example.com.yaml"), StringComparison.Ordinal);
        Assert.Contains(fleet.Result.Assumptions, assumption => assumption.Contains("'shop/catalog'", StringComparison.Ordinal));
    }

    [Fact]
    public void Says_why_the_identity_of_a_Service_without_a_selector_is_unknown()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  clusters: [{name: a}]")
            .In("a", TextFleet.Service("catalog").Replace("selector: { app: catalog }, ", "", StringComparison.Ordinal))
            .Run();

        Assert.Equal(["MGO3032"], fleet.Ids);
    }
}
