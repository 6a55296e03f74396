using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>One way to break a rendered fleet, and what must be found then.</summary>
/// <param name="Rule">The number in <see cref="MustRules"/>; 0 where it is a link between files that the rules take for granted.</param>
/// <param name="Expected">All of these must be among the failures.</param>
/// <param name="Apply">False where the fleet has nothing that the rule is about.</param>
internal sealed record Mutation(string Name, int Rule, ImmutableArray<FailureReason> Expected, Func<FleetParts, bool> Apply)
{
    /// <summary>Null where the mutation does not apply or is caught, else what went wrong.</summary>
    public string? Escapes(Fleet fleet)
    {
        var copy = fleet.Copy();
        if (!Apply(new FleetParts(copy)))
        {
            return null;
        }

        var found = FleetCheck.Run(copy);
        var missed = Expected.Except(found.Select(failure => failure.Reason)).ToList();
        return missed.Count == 0
            ? null
            : $"'{Name}' misses {string.Join(", ", missed)}; found: {string.Join("; ", found.Take(5))}";
    }

    public bool AppliesTo(Fleet fleet) => Apply(new FleetParts(fleet.Copy()));
}
