namespace MeshGitOps.Tests.Planning;

/// <summary>Virtual addresses never move.</summary>
public sealed class AddressLockTests
{
    [Fact]
    public void Addresses_do_not_depend_on_what_else_is_there()
    {
        var alone = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).Run();
        var together = TextFleet.OfTwo().In("a", [.. TextFleet.App("cart"), .. TextFleet.App("catalog"), .. TextFleet.App("users")]).Run();

        Assert.Equal(alone.Host("catalog").VirtualAddress, together.Host("catalog").VirtualAddress);
    }

    [Fact]
    public void A_locked_address_stays_and_new_hosts_take_others()
    {
        var taken = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).Run().Host("catalog").VirtualAddress;
        var fleet = TextFleet.OfTwo()
            .In("a", [.. TextFleet.App("cart"), .. TextFleet.App("catalog")])
            .Locked($"cart.acme.example.com: {taken}\n")
            .Run()
            .AssertClean();

        Assert.Equal(taken, fleet.Host("cart").VirtualAddress);
        Assert.NotEqual(taken, fleet.Host("catalog").VirtualAddress);
    }

    [Fact]
    public void The_address_of_a_removed_host_is_kept_and_given_to_nobody()
    {
        var wanted = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).Run().Host("catalog").VirtualAddress;
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.App("catalog"))
            .Locked($"gone.acme.example.com: {wanted}\n")
            .Run()
            .AssertClean();

        Assert.NotEqual(wanted, fleet.Host("catalog").VirtualAddress);
        Assert.Equal(wanted, fleet.Result.Plan.Addresses.Addresses["gone.acme.example.com"].Address);
    }

    [Fact]
    public void A_pin_replaces_the_locked_address()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  virtualAddress: 240.0.1.7")
            .In("a", TextFleet.App("catalog"))
            .Locked("catalog.acme.example.com: 240.0.9.9\n")
            .Run()
            .AssertClean();

        Assert.Equal("240.0.1.7", fleet.Host("catalog").VirtualAddress);
        Assert.Equal("240.0.1.7", fleet.Result.Plan.Addresses.Addresses["catalog.acme.example.com"].Address);
    }

    [Fact]
    public void A_pin_on_the_locked_address_of_another_host_is_reported_there()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  virtualAddress: 240.0.1.7")
            .In("a", [.. TextFleet.App("cart"), .. TextFleet.App("catalog")])
            .Locked("cart.acme.example.com: 240.0.1.7\n")
            .Run();

        fleet.AssertFinding("MGO3104", "240.0.1.7");
    }

    [Fact]
    public void Client_and_server_side_have_one_address()
    {
        var fleet = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).Run().AssertClean();
        var address = $"  addresses:\n  - {fleet.Host("catalog").VirtualAddress}\n";

        Assert.Equal(3, fleet.Rendered("clusters/a/mesh-acme/catalog.acme.example.com.yaml").Split(address).Length);
        Assert.Contains(address, fleet.Rendered("clusters/b/mesh-acme/catalog.acme.example.com.yaml"), StringComparison.Ordinal);
    }
}
