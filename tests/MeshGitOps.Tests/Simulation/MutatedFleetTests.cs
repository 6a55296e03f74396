using System.Collections.Immutable;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Each MUST rule broken once, on fleets written by hand and on the committed output of every example.</summary>
public sealed class MutatedFleetTests(ITestOutputHelper output)
{
    private static readonly ImmutableArray<Mutation> Mutations = [.. EntryMutations.All, .. RouteMutations.All, .. EgressMutations.All, .. TrafficMutations.All];

    private static readonly Lazy<ImmutableArray<Fleet>> HandWritten = new(() => [.. FleetFolder.HandWritten.Select(FleetFolder.Read)]);

    public static TheoryData<string> Names => [.. Mutations.Select(mutation => mutation.Name)];

    public static TheoryData<string> Examples => SimulatedFleetTests.Examples;

    [Theory]
    [MemberData(nameof(Names))]
    public void Catches_a_mutation_of_a_fleet_written_by_hand(string name)
    {
        var mutation = Mutations.Single(item => item.Name == name);

        Assert.Contains(HandWritten.Value, mutation.AppliesTo);
        Assert.Empty(HandWritten.Value.Select(mutation.Escapes).OfType<string>());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Catches_every_mutation_of_an_example(string name)
    {
        if (name.Length == 0)
        {
            output.WriteLine("No folder below examples/ has a meshgitops.yaml yet: nothing was mutated.");
            return;
        }

        var fleet = FleetFolder.Read(Repository.PathOf("examples", name));
        var mutations = For(fleet);
        var applied = mutations.Where(mutation => mutation.AppliesTo(fleet)).ToList();
        output.WriteLine($"{applied.Count} of {mutations.Length} mutations apply to {name}; these do not:");
        foreach (var mutation in mutations.Except(applied))
        {
            output.WriteLine($"  rule {mutation.Rule}: {mutation.Name}");
        }

        Assert.True(applied.Count > mutations.Length / 2, $"Only {applied.Count} mutations apply to {name}.");
        Assert.Empty(applied.Select(mutation => mutation.Escapes(fleet)).OfType<string>());
    }

    /// <summary>All mutations but those of a way that the fleet does not take.</summary>
    internal static ImmutableArray<Mutation> For(Fleet fleet) =>
        fleet.Hosts.All(host => host.IsLegacy) ? LegacyMutations.All
        :
        [
            .. Mutations
                .Except(fleet.Hosts.Any(host => host.IsViaEgress) ? [] : EgressMutations.All)
                .Except(fleet.Hosts.Any(host => !host.Routes.IsEmpty) ? [] : TrafficMutations.All),
        ];

    [Fact]
    public void Has_a_mutation_or_a_reason_for_every_must_rule()
    {
        var mutated = Mutations.Select(mutation => mutation.Rule).Where(rule => rule > 0).ToHashSet();
        foreach (var rule in MustRules.All)
        {
            output.WriteLine($"{rule.Number}. {rule.Text} {rule.WithoutMutation ?? $"{Mutations.Count(mutation => mutation.Rule == rule.Number)} mutations."}");
        }

        Assert.Equal(Enumerable.Range(1, MustRules.All.Length), MustRules.All.Select(rule => rule.Number));
        Assert.Equal(
            MustRules.All.Where(rule => rule.WithoutMutation is null).Select(rule => rule.Number),
            mutated.Order());
    }

    [Fact]
    public void Has_no_object_that_a_rule_without_a_mutation_is_about()
    {
        var fleets = FleetFolder.Examples.Select(FleetFolder.Read).Concat(HandWritten.Value);
        var objects = fleets.SelectMany(fleet => fleet.Clusters.Values).SelectMany(cluster => cluster.Rendered);

        Assert.Empty(objects.SelectMany(item => MustRules.All
            .Where(rule => rule.Appears(item))
            .Select(rule => $"{item} in {item.File} needs a mutation for rule {rule.Number}")));
    }

    [Fact]
    public void Finds_nothing_wrong_without_the_networks()
    {
        foreach (var fleet in HandWritten.Value.Select(fleet => fleet.Copy()))
        {
            var parts = new FleetParts(fleet);
            var removed = parts.Clients.Concat(parts.Egresses).SelectMany(side => side.Endpoints).Count(endpoint => endpoint.Remove("network"));

            Assert.NotEqual(0, removed);
            Assert.Empty(FleetCheck.Run(fleet));
        }
    }
}
