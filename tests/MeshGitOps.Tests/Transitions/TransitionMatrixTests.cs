using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Transitions;

/// <summary>
/// Each transition in one commit, which breaks calls for some mixture of clusters that have synced it and is reported,
/// and in the commits that the findings name, which break none and are not.
/// </summary>
public sealed class TransitionMatrixTests : IDisposable
{
    private const string Host = "catalog.acme.example.com";

    private readonly MovingFleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public void The_fleet_lands_every_call_before_anything_changes()
    {
        var first = _fleet.Render();

        Assert.Equal("", first.Findings);
        Assert.Empty(FleetCheck.Run(first.Fleet).Select(failure => failure.ToString()));
    }

    [Fact]
    public void A_cluster_is_added()
    {
        var before = _fleet.Render();
        _fleet.Served("{name: east}, {name: asia}");
        AssertUnsafe(before, "MGO4302", "west synced: west -> catalog.acme.example.com:8080");

        AssertPasses(before, "Additive", "Removal");
    }

    [Fact]
    public void A_cluster_that_was_no_member_is_added()
    {
        _fleet.Members("west", "east");
        var before = _fleet.Render();
        _fleet.Members("west", "east", "asia");
        _fleet.Served("{name: east}, {name: asia}");
        AssertUnsafe(before, "MGO4302", "west synced: west -> catalog.acme.example.com:8080");

        AssertPasses(before, "Additive", "Removal");
    }

    [Fact]
    public void A_cluster_is_drained()
    {
        _fleet.Served("{name: east}, {name: asia}");
        var before = _fleet.Render();
        _fleet.Served("{name: asia}");
        AssertUnsafe(before, "MGO4301", "east synced: west -> catalog.acme.example.com:8080");

        _fleet.Served("{name: east, state: Draining}, {name: asia}");
        var draining = AssertPasses(before, "Whole");
        _fleet.Served("{name: asia}");
        AssertPasses(draining, "Whole");
    }

    [Fact]
    public void A_cluster_is_drained_by_the_phases_alone()
    {
        _fleet.Served("{name: east}, {name: asia}");
        var before = _fleet.Render();
        _fleet.Served("{name: asia}");

        AssertPasses(before, "Additive", "Removal");
    }

    [Fact]
    public void A_service_moves_with_its_old_cluster_draining()
    {
        var before = _fleet.Render();
        _fleet.Served("{name: asia}");
        AssertUnsafe(before, "MGO4301 MGO4302", "asia+east synced: west -> catalog.acme.example.com:8080");

        _fleet.Served("{name: east, state: Draining}, {name: asia}");
        var moved = AssertPasses(before, "Additive", "Removal");
        _fleet.Served("{name: asia}");
        AssertPasses(moved, "Whole");
    }

    [Fact]
    public void A_service_moves_by_the_phases_alone_in_three_commits()
    {
        var before = _fleet.Render();
        _fleet.Served("{name: asia}");

        AssertPasses(before, "Additive", "Additive", "Removal");
    }

    [Fact]
    public void A_port_changes()
    {
        var before = _fleet.Render();
        Ports(9090);
        var one = _fleet.Try();
        Assert.Equal("MGO4303", one.Findings);
        Assert.Contains("no phase makes it safe", _fleet.Try("--phase", "Additive").Output, StringComparison.Ordinal);

        Ports(8080, 9090);
        var both = AssertPasses(before, "Whole");
        Assert.Contains(
            "west -> catalog.acme.example.com: no port works before and after",
            SyncMixtures.BrokenBy(before.Fleet, one.Fleet, both.Fleet));
        Ports(9090);
        Assert.Equal("MGO4303", _fleet.Try().Findings);
        Assert.Contains("run 'meshgitops render --phase Removal'", _fleet.Try("--phase", "Additive").Output, StringComparison.Ordinal);
        var last = _fleet.Render("--phase", "Removal");

        Assert.Equal("", last.Findings);
        Assert.Empty(SyncMixtures.BrokenBy(both.Fleet, last.Fleet, both.Fleet));
    }

    [Fact]
    public void A_virtual_address_changes()
    {
        _fleet.Served("{name: east}", "  virtualAddress: 240.0.1.7");
        var before = _fleet.Render();
        _fleet.Served("{name: east}", "  virtualAddress: 240.0.1.8");
        _fleet.Write("addresses.lock.yaml", _fleet.Read("addresses.lock.yaml").Replace("240.0.1.7", "240.0.1.8", StringComparison.Ordinal));
        var one = _fleet.Try();
        Assert.Equal("MGO4304", one.Findings);
        Assert.True(SyncMixtures.LosesAddress(before.Fleet, one.Fleet, "west", Host));

        _fleet.Served("{name: east}", "  virtualAddress: 240.0.1.8\n  aliases: [products.acme.example.com]");
        var aliased = _fleet.Render("--phase", "Additive");
        Assert.Equal("MGO4304", aliased.Findings);
        Assert.False(SyncMixtures.LosesAddress(before.Fleet, aliased.Fleet, "west", Host));
        Assert.Empty(SyncMixtures.BrokenBy(before.Fleet, aliased.Fleet));
        var changed = _fleet.Render("--phase", "Removal");

        Assert.Equal("", changed.Findings);
        Assert.True(SyncMixtures.LosesAddress(aliased.Fleet, changed.Fleet, "west", Host));
        Assert.False(SyncMixtures.LosesAddress(aliased.Fleet, changed.Fleet, "west", "products.acme.example.com"));
        Assert.Empty(SyncMixtures.BrokenBy(aliased.Fleet, changed.Fleet, abandoned: Host));
    }

    [Fact]
    public void A_namespace_goes_strict()
    {
        _fleet.Members("STRICT", "Permissive", ["west", "east", "asia"]);
        var before = _fleet.Render();
        _fleet.Members("STRICT", "Strict", ["west", "east", "asia"]);
        var one = _fleet.Try();
        Assert.Equal("MGO4305", one.Findings);
        Assert.True(SyncMixtures.RefusesPlaintext(before.Fleet, one.Fleet, "east", "acme"));

        var first = AssertPasses(before, "Additive");
        Assert.False(SyncMixtures.RefusesPlaintext(before.Fleet, first.Fleet, "east", "acme"));
        // Every caller has its sidecar now; none is left that speaks plaintext.
        var last = AssertPasses(first, "Removal");
        Assert.True(SyncMixtures.RefusesPlaintext(first.Fleet, last.Fleet, "east", "acme"));
    }

    [Fact]
    public void A_cluster_leaves_a_global_namespace()
    {
        _fleet.Served("");
        var before = _fleet.Render();
        _fleet.Members("west", "asia");
        AssertUnsafe(before, "MGO4301", "east synced: west -> catalog.acme.example.com:8080");

        var after = AssertPasses(before, "Additive", "Removal");
        Assert.DoesNotContain(after.Fleet["east"].Rendered, item => item.Kind == "ServiceEntry");
    }

    /// <summary>No root lies in the output, so what is refused is a fleet whose specs say that its clusters do not trust each other.</summary>
    [Fact]
    public void A_root_rotates()
    {
        var before = _fleet.Render();
        _fleet.Cluster("east", 2, root: "r-2026");
        var refused = Assert.Single(_fleet.Plan().Diagnostics.Where(finding => finding.Severity == Severity.Error).DistinctBy(finding => finding.Id));
        Assert.Equal(PlanDiagnostics.RootsDiffer, refused.Descriptor);

        _fleet.Cluster("east", 2);
        _fleet.Trust("r-2025, r-2026");
        var bundled = AssertPasses(before, "Whole");
        _fleet.Cluster("east", 2, root: "r-2026");
        AssertPasses(bundled, "Whole");
    }

    private void Ports(int port, int? other = null)
    {
        _fleet.Catalog("east", port, otherPort: other);
        _fleet.Catalog("asia", port, otherPort: other);
        _fleet.Catalog("west", port, replicas: 0, otherPort: other);
    }

    /// <summary>The whole change at once.</summary>
    private void AssertUnsafe(Commit before, string findings, string broken)
    {
        var one = _fleet.Try();
        Assert.Equal(findings, one.Findings);
        Assert.Contains(SyncMixtures.BrokenBy(before.Fleet, one.Fleet), call => call.StartsWith(broken, StringComparison.Ordinal));
    }

    /// <summary>The change in one commit per phase: the last one renders all of it, nothing is reported that the commits before did not deal with.</summary>
    private Commit AssertPasses(Commit before, params string[] phases)
    {
        var whole = _fleet.Try();
        var commit = before;
        foreach (var phase in phases)
        {
            var next = _fleet.Render("--phase", phase);
            Assert.True(_fleet.IsUpToDate("--phase", phase), next.Output);
            Assert.Empty(SyncMixtures.BrokenBy(commit.Fleet, next.Fleet));
            Assert.True(phase == "Additive" || next.Findings.Length == 0, next.Output);
            commit = next;
        }

        if (phases[^1] != "Additive")
        {
            Assert.Equal(Text(whole), Text(commit));
        }

        return commit;
    }

    private static IEnumerable<string> Text(Commit commit) => commit.Fleet.Clusters
        .SelectMany(cluster => cluster.Value.Rendered.Select(item => $"{cluster.Key} {item}"));
}
