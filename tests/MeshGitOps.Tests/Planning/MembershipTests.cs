namespace MeshGitOps.Tests.Planning;

public sealed class MembershipTests
{
    [Theory]
    [InlineData("{names: [a]}", "a")]
    [InlineData("{names: [a, c]}", "a c")]
    [InlineData("{names: [\"*\"]}", "a b c")]
    [InlineData("{matchLabels: {cloud: aws}}", "a b")]
    [InlineData("{matchLabels: {}}", "a b c")]
    [InlineData("{names: [b, c], matchLabels: {cloud: aws}}", "b")]
    [InlineData("{names: [\"*\"], matchLabels: {cloud: azure}}", "c")]
    public void Selects_clusters_by_name_and_label(string clusters, string expected)
    {
        var fleet = ThreeClouds($"  members: [{{clusters: {clusters}, namespaces: [shop]}}]").Run();

        Assert.Equal(expected.Split(' '), fleet.Result.Plan.Clusters.Where(plan => !plan.PeerAuthentications.IsEmpty).Select(plan => plan.Name));
    }

    [Theory]
    [InlineData("{names: [a], matchLabels: {cloud: azure}}")]
    [InlineData("{matchLabels: {cloud: gcp}}")]
    [InlineData("{names: []}")]
    public void Reports_a_member_that_matches_no_cluster(string clusters) =>
        Assert.Contains("MGO3004", ThreeClouds($"  members: [{{clusters: {clusters}, namespaces: [shop]}}]").Run().Ids);

    [Fact]
    public void Takes_an_exact_namespace_without_evidence_and_gives_it_what_clients_need()
    {
        var fleet = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).Run().AssertClean();

        // Nothing runs in cluster b.
        Assert.Equal(["catalog.acme.example.com"], fleet.ClientsOf("b"));
        Assert.Empty(fleet.ServersOf("b"));
        Assert.Equal("shop", Assert.Single(fleet["b"].InjectedNamespaces).Name);
        Assert.Equal("shop", Assert.Single(fleet["b"].PeerAuthentications).Namespace);
        Assert.Equal("mesh-acme", Assert.Single(fleet["b"].ConfigNamespaces).Name);
    }

    [Fact]
    public void Expands_patterns_to_the_namespaces_of_each_cluster_without_system_namespaces()
    {
        var fleet = TextFleet.OfTwo("  members: [{clusters: {names: [a, b]}, namespaces: [\"*\"]}]\n  hostname: \"{service}.{namespace}.{domain}\"")
            .In("a", [.. TextFleet.App("catalog", @namespace: "shop-1"), .. TextFleet.App("dns", @namespace: "kube-system")])
            .In("a", TextFleet.App("gateway", @namespace: "istio-system"))
            .In("b", TextFleet.App("cart", @namespace: "shop-2"))
            .Run()
            .AssertClean();

        Assert.Equal(["cart.shop-2.acme.example.com", "catalog.shop-1.acme.example.com"], fleet.Hosts);
        Assert.Equal(["shop-1"], fleet.Client("a", "cart.shop-2.acme.example.com").ExportTo.AsEnumerable());
        Assert.Equal(["shop-2"], fleet.Client("b", "cart.shop-2.acme.example.com").ExportTo.AsEnumerable());
    }

    [Fact]
    public void Passes_over_namespaces_that_the_mesh_excludes()
    {
        var fleet = TextFleet.OfTwo("  members: [{clusters: {names: [a, b]}, namespaces: [\"shop*\", \"legacy*\"]}]")
            .Spec("apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {name: acme}\nspec: {excludedNamespaces: [legacy-*]}")
            .In("a", TextFleet.App("catalog"))
            .In("a", TextFleet.App("old", @namespace: "legacy-1"))
            .In("a", TextFleet.App("new", @namespace: "legacy"))
            .Run();

        Assert.Equal(["catalog.acme.example.com", "new.acme.example.com"], fleet.Hosts);
    }

    [Fact]
    public void Takes_a_namespace_that_two_entries_of_one_GlobalNamespace_name_once()
    {
        var fleet = TextFleet.OfTwo("  members:\n  - {clusters: {names: [a, b]}, namespaces: [shop]}\n  - {clusters: {names: [a]}, namespaces: [shop]}")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Single(fleet["a"].PeerAuthentications);
        Assert.Equal(["shop"], fleet.Client("a", "catalog").ExportTo.AsEnumerable());
    }

    [Theory]
    [InlineData("include: [catalog]", "catalog")]
    [InlineData("include: [\"c*\"]", "cart catalog")]
    [InlineData("exclude: [cart]", "catalog users")]
    [InlineData("exclude: [shop/c*]", "users")]
    [InlineData("include: [\"c*\"], exclude: [cart]", "catalog")]
    public void Selects_services_by_patterns(string services, string expected)
    {
        var fleet = TextFleet.OfTwo($"  services: {{{services}}}")
            .In("a", [.. TextFleet.App("catalog"), .. TextFleet.App("cart"), .. TextFleet.App("users")])
            .Run()
            .AssertClean();

        Assert.Equal(expected.Split(' ').Select(name => $"{name}.acme.example.com"), fleet.Hosts);
    }

    [Fact]
    public void Takes_a_service_that_a_GlobalService_names_although_patterns_exclude_it()
    {
        var fleet = TextFleet.OfTwo("  services: {exclude: [c*]}")
            .GlobalService("cart", "  replicatedBackend: true")
            .In("a", [.. TextFleet.App("catalog"), .. TextFleet.App("cart")])
            .Run();

        Assert.Equal(["cart.acme.example.com"], fleet.Hosts);
    }

    [Fact]
    public void Never_makes_a_host_of_the_API_server()
    {
        var fleet = TextFleet.OfTwo("  members: [{clusters: {names: [\"*\"]}, namespaces: [default]}]")
            .In("a", TextFleet.Service("kubernetes", "[{name: https, port: 443}]", @namespace: "default"))
            .In("a", TextFleet.App("catalog", @namespace: "default"))
            .Run()
            .AssertClean();

        Assert.Equal(["catalog.acme.example.com"], fleet.Hosts);
    }

    [Fact]
    public void Shares_one_gateway_between_the_GlobalNamespaces_of_a_cluster()
    {
        var fleet = TextFleet.OfTwo()
            .Spec("""
                apiVersion: meshgitops.io/v1alpha1
                kind: GlobalNamespace
                metadata: {name: books}
                spec:
                  domain: books.example.com
                  members: [{clusters: {names: [a, b]}, namespaces: [library]}]
                """)
            .In("a", TextFleet.App("catalog"))
            .In("a", TextFleet.App("store", @namespace: "library"))
            .Run()
            .AssertClean();

        Assert.Equal(["catalog.acme.example.com", "store.books.example.com"], fleet.ServersOf("a"));
        Assert.Equal(["library"], fleet.Client("b", "store.books.example.com").ExportTo.AsEnumerable());
        Assert.Equal(["mesh-acme", "mesh-books"], fleet["b"].ConfigNamespaces.Select(plan => plan.Name));
        var gateway = fleet.Rendered("clusters/a/gateway.yaml");
        Assert.Contains("    hosts:\n    - catalog.acme.example.com\n    - store.books.example.com\n", gateway, StringComparison.Ordinal);
        Assert.DoesNotContain("meshgitops.io/global-namespace", gateway, StringComparison.Ordinal);
    }

    private static TextFleet ThreeClouds(string globalNamespace) => new TextFleet()
        .Cluster("a", "us-west-1", labels: "cloud: aws")
        .Cluster("b", "us-east-1", labels: "cloud: aws")
        .Cluster("c", "westeurope", labels: "cloud: azure")
        .GlobalNamespace(globalNamespace);
}
