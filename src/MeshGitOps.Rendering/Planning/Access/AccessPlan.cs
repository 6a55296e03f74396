using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.AccessPolicies;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>
/// Who may call some pods of a cluster, or may not. Where pods have a plan that allows, calls that none of theirs allows are refused;
/// one that denies goes before all of them.
/// </summary>
public sealed record AccessPlan
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    /// <summary>Null for a policy that counts in clusters by themselves.</summary>
    public string? GlobalNamespace { get; init; }

    /// <summary>The labels of the pods; empty: every pod of the namespace.</summary>
    public required ImmutableSortedDictionary<string, string> Selector { get; init; }

    /// <summary>What the pods run as, sorted; empty where nothing tells.</summary>
    public ImmutableArray<string> ServiceAccounts { get; init; } = [];

    public required AccessAction Action { get; init; }

    /// <summary>Sorted; empty with Allow: nobody.</summary>
    public required ImmutableArray<CallerPlan> Callers { get; init; }

    /// <summary>What the calls must be; empty: any call.</summary>
    public ImmutableArray<AccessRule> Rules { get; init; } = [];

    /// <summary>Container ports, sorted; empty: all of them.</summary>
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>Who may call in any way, whatever <see cref="Rules"/> and <see cref="Ports"/> say, sorted: the scraper of metrics.</summary>
    public ImmutableArray<CallerPlan> Unrestricted { get; init; } = [];

    public required Origin Origin { get; init; }
}

/// <summary>A caller by its identity.</summary>
/// <param name="ServiceAccount">Null: each of the namespace.</param>
public sealed record CallerPlan(string TrustDomain, string Namespace, string? ServiceAccount) : IComparable<CallerPlan>
{
    public int CompareTo(CallerPlan? other)
    {
        if (other is null)
        {
            return 1;
        }

        var result = string.CompareOrdinal(TrustDomain, other.TrustDomain);
        result = result != 0 ? result : string.CompareOrdinal(Namespace, other.Namespace);
        return result != 0 ? result : string.CompareOrdinal(ServiceAccount, other.ServiceAccount);
    }
}
