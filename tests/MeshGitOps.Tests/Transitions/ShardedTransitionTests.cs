using System.Text.RegularExpressions;

namespace MeshGitOps.Tests.Transitions;

/// <summary>What is unsafe in a change lies between clusters, and those may lie in different shards.</summary>
public sealed class ShardedTransitionTests : IDisposable
{
    private const string Alias = "  aliases: [store.acme.example.com]";

    /// <summary>By what one run reports; of seven shards, each cluster has its own.</summary>
    private static readonly (string Reported, Action<MovingFleet> Change)[] Changes =
    [
        ("MGO4301 MGO4302", fleet => fleet.Served("{name: asia}", Alias)),
        ("MGO4302", fleet => fleet.Served("{name: east}, {name: asia}", Alias)),
        ("MGO4303", fleet => Port(fleet, 9090)),
        ("MGO4305", fleet => fleet.Members("west", "east", "asia")),
        ("MGO4304", fleet => fleet.Write("addresses.lock.yaml", Regex.Replace(fleet.Read("addresses.lock.yaml"), @"catalog(.*): 240\.\S+", "catalog$1: 240.9.9.9"))),
        ("MGO4306", fleet => fleet.Served("{name: east}")),
        ("MGO4307", fleet => fleet.Cluster("east", 2, gateway: "{addresses: [{address: 203.0.113.99}]}")),
        ("MGO4307", fleet => fleet.Cluster("east", 2, gateway: "{port: 15444, addresses: [{address: 203.0.113.2}]}")),
    ];

    private readonly MovingFleet _fleet = new();

    public ShardedTransitionTests()
    {
        _fleet.Members("STRICT", "Permissive", ["west", "east", "asia"]);
        _fleet.Served("{name: east}", Alias);
    }

    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (var change in Enumerable.Range(0, Changes.Length))
            {
                cases.Add(change, 2);
                cases.Add(change, 7);
            }

            return cases;
        }
    }

    public void Dispose() => _fleet.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Shards_together_report_what_one_run_reports(int change, int count)
    {
        _fleet.Render();
        Changes[change].Change(_fleet);
        var whole = Findings(_fleet.Try().Output);
        Assert.Equal(Changes[change].Reported, string.Join(' ', whole.Select(finding => finding[..7]).Distinct()));

        var shards = Enumerable.Range(0, count).SelectMany(index => Findings(_fleet.Try("--shard", $"{index}/{count}").Output));

        Assert.Equal(whole, shards.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Shards_of_a_phase_write_together_what_one_run_of_it_writes(int change, int count)
    {
        _fleet.Render();
        var before = _fleet.Output();
        Changes[change].Change(_fleet);
        _fleet.Render("--phase", "Additive");
        var whole = _fleet.Output();

        var joined = new SortedDictionary<string, string>(before, StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
        {
            _fleet.Restore(before);
            _fleet.Render("--phase", "Additive", "--shard", $"{index}/{count}");
            foreach (var (path, text) in _fleet.Output().Where(file => before.GetValueOrDefault(file.Key) != file.Value))
            {
                joined[path] = text;
            }
        }

        Assert.Equal(whole, joined);
        Assert.True(_fleet.IsUpToDate("--phase", "Additive", "--shard", $"{count - 1}/{count}"));
    }

    [Fact]
    public void A_cluster_that_is_new_in_its_shard_is_none_of_a_first_render()
    {
        _fleet.Members("west", "east");
        _fleet.Render();
        _fleet.Members("west", "east", "asia");
        _fleet.Served("{name: east}, {name: asia}", Alias);
        var whole = Findings(_fleet.Try().Output);
        Assert.Contains(whole, finding => finding.StartsWith("MGO4302", StringComparison.Ordinal));

        var shards = Enumerable.Range(0, 7).SelectMany(index => Findings(_fleet.Try("--shard", $"{index}/7").Output));

        Assert.Equal(whole, shards.Distinct().Order(StringComparer.Ordinal));
    }

    private static void Port(MovingFleet fleet, int port)
    {
        fleet.Catalog("west", port, replicas: 0);
        fleet.Catalog("east", port);
        fleet.Catalog("asia", port);
    }

    /// <summary>Each with its place, sorted.</summary>
    private static List<string> Findings(string output) =>
    [
        .. Regex.Matches(output, @"\[(MGO43\d\d)\]: (.*)\n *--> (.*)")
            .Select(match => $"{match.Groups[1]} {match.Groups[2]} {match.Groups[3]}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
