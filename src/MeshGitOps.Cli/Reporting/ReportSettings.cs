using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Which reports are made, what they show, and what makes the run fail.</summary>
internal sealed record ReportSettings
{
    /// <summary>Empty: text on the standard output.</summary>
    public ImmutableArray<ReportTarget> Targets { get; init; } = [];

    /// <summary>The reports of what <c>publish</c> commits, beside those of findings.</summary>
    public ImmutableArray<ReportTarget> Publications { get; init; } = [];

    /// <summary>A finding of this severity or above makes the run fail; null: none does.</summary>
    public Severity? FailsFrom { get; init; } = Severity.Error;

    /// <summary>What is below is counted, but not shown.</summary>
    public Severity MinSeverity { get; init; } = Severity.Info;

    /// <summary>Exit 0 whatever is found; a run that could check nothing still fails.</summary>
    public bool ExitZero { get; init; }
}
