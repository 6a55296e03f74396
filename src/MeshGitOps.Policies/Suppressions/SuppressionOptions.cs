using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>What a run says of accepted findings, besides what the files do.</summary>
public sealed record SuppressionOptions
{
    /// <summary>The day that allowances end on is held against this; by default none has ended.</summary>
    public DateOnly Today { get; init; } = DateOnly.MinValue;

    /// <summary>
    /// Of an allowance that has ended or cannot be read: an error in <c>validate</c>, a warning elsewhere,
    /// since what it would allow is reported anyway, and one team's comment must not stop a fleet.
    /// </summary>
    public Severity FaultSeverity { get; init; } = Severity.Error;

    /// <summary>Of an allowance that allows nothing; null: it is not reported.</summary>
    public Severity? UnusedSeverity { get; init; } = Severity.Warning;

    /// <summary>What <c>--allow</c> says.</summary>
    public ImmutableArray<CommandLineAllowance> Allowed { get; init; } = [];

    /// <summary>What was read of a baseline, with what is wrong with it; null: there is none.</summary>
    public Diagnosed<Baseline>? Baseline { get; init; }

    /// <summary>What is checked, as files and folders from the root of the repository: of a file elsewhere a baseline says nothing that is known to be mended.</summary>
    public ImmutableArray<string> BaselineScope { get; init; } = [""];
}

/// <summary>One <c>--allow</c>: a rule, or a code of istioctl, for the whole run.</summary>
public sealed record CommandLineAllowance(string Rule, string Justification);
