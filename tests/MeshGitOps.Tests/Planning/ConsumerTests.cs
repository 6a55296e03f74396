namespace MeshGitOps.Tests.Planning;

public sealed class ConsumerTests
{
    private const string TwoNamespaces = "  members: [{clusters: {names: [\"*\"]}, namespaces: [shop, tools]}]";

    [Fact]
    public void Every_member_namespace_sees_every_service_by_default()
    {
        var fleet = TextFleet.OfTwo(TwoNamespaces).In("a", TextFleet.App("catalog")).Run().AssertClean();

        Assert.Equal(["shop", "tools"], fleet.Client("a", "catalog").ExportTo.AsEnumerable());
        Assert.Equal(["shop", "tools"], fleet.Client("b", "catalog").ExportTo.AsEnumerable());
    }

    [Fact]
    public void Nobody_sees_a_service_whose_consumers_are_to_be_declared_and_are_not()
    {
        var fleet = TextFleet.OfTwo(TwoNamespaces + "\n  consumers: Declared").In("a", TextFleet.App("catalog")).Run().AssertClean();

        Assert.Empty(fleet["a"].ClientEntries);
        Assert.Empty(fleet["a"].ServerEntries);
        Assert.Empty(fleet["a"].ConfigNamespaces);
        Assert.DoesNotContain(fleet.Result.Tree.Files, file => file.Path.ToString().EndsWith("gateway.yaml", StringComparison.Ordinal));
        // The host keeps its address.
        Assert.NotEmpty(fleet.Host("catalog").VirtualAddress);
    }

    [Theory]
    [InlineData("Declared")]
    [InlineData("Members")]
    public void Declared_consumers_are_all_there_are(string scope)
    {
        var fleet = TextFleet.OfTwo(TwoNamespaces + $"\n  consumers: {scope}")
            .GlobalService("catalog", "  consumers: [{namespace: tools, clusters: {names: [b]}}]")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Empty(fleet.ClientsOf("a"));
        Assert.Equal(["tools"], fleet.Client("b", "catalog").ExportTo.AsEnumerable());
        Assert.Equal(["catalog.acme.example.com"], fleet.ServersOf("a"));
    }

    [Fact]
    public void Consumers_of_the_own_cluster_alone_need_no_server_side()
    {
        var fleet = TextFleet.OfTwo(TwoNamespaces)
            .GlobalService("catalog", "  consumers: [{namespace: shop, clusters: {names: [a]}}, {namespace: tools, clusters: {names: [a]}}]")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["shop", "tools"], fleet.Client("a", "catalog").ExportTo.AsEnumerable());
        Assert.Empty(fleet["a"].ServerEntries);
        Assert.Empty(fleet["b"].ClientEntries);
    }

    [Fact]
    public void Consumers_without_clusters_are_those_of_every_cluster()
    {
        var fleet = TextFleet.OfTwo(TwoNamespaces)
            .GlobalService("catalog", "  consumers: [{namespace: shop}]")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["shop"], fleet.Client("a", "catalog").ExportTo.AsEnumerable());
        Assert.Equal(["shop"], fleet.Client("b", "catalog").ExportTo.AsEnumerable());
    }

    [Fact]
    public void Reports_a_named_cluster_in_which_the_consumer_is_no_member()
    {
        var fleet = TextFleet.OfTwo("  members: [{clusters: {names: [\"*\"]}, namespaces: [shop]}, {clusters: {names: [a]}, namespaces: [tools]}]")
            .GlobalService("catalog", "  consumers: [{namespace: tools, clusters: {names: [a, b]}}]")
            .In("a", TextFleet.App("catalog"))
            .Run();

        fleet.AssertFinding("MGO3033", "b");
        Assert.Single(fleet.Findings);
    }

    [Fact]
    public void Reports_a_consumer_that_is_no_member_anywhere()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  consumers: [{namespace: shopp}]")
            .In("a", TextFleet.App("catalog"))
            .Run();

        fleet.AssertFinding("MGO3033", "shopp");
    }
}
