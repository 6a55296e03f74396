namespace MeshGitOps.Tests.Planning;

public sealed class HostTests
{
    [Theory]
    [InlineData("{service}.{domain}", "catalog.acme.example.com")]
    [InlineData("{service}.{namespace}.{domain}", "catalog.shop.acme.example.com")]
    public void Names_hosts_by_the_template(string template, string host) =>
        Assert.Equal([host], TextFleet.OfTwo($"  hostname: \"{template}\"").In("a", TextFleet.App("catalog")).Run().AssertClean().Hosts);

    [Fact]
    public void Every_alias_is_a_host_of_its_own()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  aliases: [products.acme.example.com, products.example.org]")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["catalog.acme.example.com", "products.acme.example.com", "products.example.org"], fleet.Hosts);
        Assert.Equal(3, fleet.Result.Plan.Hosts.Select(host => host.VirtualAddress).Distinct().Count());
        Assert.Equal(fleet.Hosts, fleet.ServersOf("a"));
        Assert.Equal(fleet.Hosts, fleet.ClientsOf("b"));
        Assert.Equal("catalog.shop.svc.cluster.local", fleet["a"].ServerEntries[2].Address);
    }

    [Fact]
    public void An_alias_pins_no_address()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  aliases: [products.acme.example.com]\n  virtualAddress: 240.0.1.7")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal("240.0.1.7", fleet.Host("catalog").VirtualAddress);
        Assert.NotEqual("240.0.1.7", fleet.Host("products").VirtualAddress);
    }

    [Fact]
    public void Reports_an_alias_that_is_the_name_of_another_service()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  aliases: [cart.acme.example.com]")
            .In("a", [.. TextFleet.App("catalog"), .. TextFleet.App("cart")])
            .Run();

        Assert.Contains("MGO3008", fleet.Ids);
    }

    [Fact]
    public void Two_namespaces_with_one_service_name_need_the_namespace_in_the_hostname()
    {
        const string Members = "  members: [{clusters: {names: [\"*\"]}, namespaces: [shop, store]}]";
        string[] apps = [.. TextFleet.App("catalog"), .. TextFleet.App("catalog", @namespace: "store")];

        TextFleet.OfTwo(Members).In("a", apps).Run().AssertFinding("MGO3008", "catalog");
        Assert.Equal(
            ["catalog.shop.acme.example.com", "catalog.store.acme.example.com"],
            TextFleet.OfTwo(Members + "\n  hostname: \"{service}.{namespace}.{domain}\"").In("a", apps).Run().AssertClean().Hosts);
    }

    [Fact]
    public void A_foreign_alias_is_a_zone_of_its_own_in_a_stub()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  platform: aks\n  dns: {mode: Hosts}\n")
            .Cluster("b", "westeurope")
            .GlobalNamespace()
            .GlobalService("catalog", "  aliases: [products.acme.example.com, products.example.org]")
            .In("b", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(
            ["acme.example.com: catalog.acme.example.com products.acme.example.com", "products.example.org: products.example.org"],
            fleet["a"].Dns.Zones.Select(zone => $"{zone.Domain}: {string.Join(' ', zone.Records.Select(record => record.Host))}"));
        Assert.Empty(fleet["b"].Dns.Zones);
        var stub = fleet.Rendered("coredns-custom.yaml");
        Assert.Contains("products.example.org:53 {", stub, StringComparison.Ordinal);
        Assert.Contains($"{fleet.Host("products.example.org").VirtualAddress} products.example.org", stub, StringComparison.Ordinal);
    }
}
