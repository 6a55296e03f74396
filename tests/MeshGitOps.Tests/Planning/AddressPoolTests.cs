using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Tests.Planning;

public sealed class AddressPoolTests
{
    [Theory]
    [InlineData("240.0.0.0", "ends in .0")]
    [InlineData("240.0.0.255", "ends in .255")]
    [InlineData("127.127.42.69", "loopback")]
    [InlineData("224.1.2.3", "multicast")]
    [InlineData("169.254.20.10", "link-local")]
    [InlineData("240.240.0.1", "Istio's own")]
    [InlineData("10.1.2.3", "the pods of cluster 'a'")]
    public void Refuses_addresses_that_lead_elsewhere(string address, string reason) =>
        Assert.Contains(reason, Pool("0.0.0.0/0", ("10.1.0.0/16", "the pods of cluster 'a'")).Refuse(Address(address)), StringComparison.Ordinal);

    [Fact]
    public void Accepts_an_address_of_the_default_range() =>
        Assert.Null(Pool("240.0.0.0/10").Refuse(Address("240.0.1.7")));

    [Fact]
    public void Gives_a_host_the_same_address_every_time() =>
        Assert.Equal(Pool("240.0.0.0/10").Allocate("catalog.acme.example.com"), Pool("240.0.0.0/10").Allocate("catalog.acme.example.com"));

    [Fact]
    public void Gives_every_host_of_a_full_range_another_address_and_then_none()
    {
        var pool = Pool("240.0.5.0/24");
        var given = Enumerable.Range(0, 254).Select(number => pool.Allocate($"host-{number}.example.com")).ToList();
        Assert.All(given, address => Assert.NotNull(address));
        Assert.Equal(254, given.Distinct().Count());
        Assert.Null(pool.Allocate("one-more.example.com"));
    }

    [Fact]
    public void Steps_over_an_address_that_is_taken()
    {
        var first = Pool("240.0.0.0/10").Allocate("catalog.acme.example.com")!.Value;
        var pool = Pool("240.0.0.0/10");
        Assert.True(pool.Take(first));
        Assert.NotEqual(first, pool.Allocate("catalog.acme.example.com"));
    }

    [Fact]
    public void Moves_few_hosts_into_each_others_way()
    {
        // With 5,000 hosts in a /10 about 3 pairs meet by chance; a poor hash would give hundreds.
        var pool = Pool("240.0.0.0/10");
        var alone = Enumerable.Range(0, 5000)
            .Count(number => pool.Allocate($"service-{number}.shop.example.com") == Pool("240.0.0.0/10").Allocate($"service-{number}.shop.example.com"));
        Assert.InRange(alone, 4970, 5000);
    }

    [Theory]
    [InlineData("240.0.0.0/10", true)]
    [InlineData("240.0.0.1/10", false)]
    [InlineData("240.0.0.0/33", false)]
    [InlineData("240.0.0.0", false)]
    [InlineData("240.0.00.0/10", false)]
    [InlineData("fd00::/8", false)]
    public void Reads_a_range(string text, bool valid) => Assert.Equal(valid, AddressRange.TryParse(text) is not null);

    private static uint Address(string text) => AddressRange.ParseAddress(text)!.Value;

    private static AddressPool Pool(string range, params (string Range, string Name)[] reserved) =>
        new(AddressRange.TryParse(range)!.Value, [.. reserved.Select(item => (AddressRange.TryParse(item.Range)!.Value, item.Name))]);
}
