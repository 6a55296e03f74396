using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Cli.Reporting;

/// <summary>All that a machine-readable report says about a run.</summary>
internal sealed record FindingReport
{
    /// <summary>What counts, in <see cref="DiagnosticOrder"/>.</summary>
    public required ImmutableArray<ReportedFinding> Findings { get; init; }

    /// <summary>What somebody accepts, in the same order.</summary>
    public ImmutableArray<ReportedFinding> Suppressed { get; init; } = [];

    public ReadCounts Counts { get; init; } = new(0, 0, 0);

    /// <summary>The ids of the rules that ran, sorted.</summary>
    public ImmutableArray<string> RulesRun { get; init; } = [];

    /// <summary>Sorted by id.</summary>
    public ImmutableArray<SkippedRule> RulesSkipped { get; init; } = [];

    /// <summary>What is taken for granted or could not be checked: one sentence each, sorted.</summary>
    public ImmutableArray<string> NotChecked { get; init; } = [];

    /// <summary>Why nothing was checked, where that is so: one sentence for each workspace.</summary>
    public ImmutableArray<string> Failures { get; init; } = [];

    /// <summary>The ids of findings that are left out because they are below <c>--min-severity</c>, with their number, sorted.</summary>
    public ImmutableArray<(string Id, int Count)> BelowSeverity { get; init; } = [];

    /// <summary>The number of findings outside of the paths of the command line.</summary>
    public int Elsewhere { get; init; }

    /// <summary>What was rendered for each cluster, sorted by name; empty where nobody asked.</summary>
    public ImmutableArray<ClusterSize> Sizes { get; init; } = [];

    /// <summary>What a render wrote, or a check would have; null where it came to neither.</summary>
    public OutputCounts? Output { get; init; }

    /// <summary>A finding of this severity or above makes the run fail; null: none does.</summary>
    public Severity? FailsFrom { get; init; } = Severity.Error;

    public ExitCode ExitCode { get; init; }

    public TimeSpan Elapsed { get; init; }

    public string Version { get; init; } = ToolVersion.Text;

    /// <summary>Where files can be looked at; null where nothing says so.</summary>
    public SourceLinks? Links { get; init; }

    public bool Fails(ReportedFinding finding) => finding.Severity >= FailsFrom;

    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);

    /// <summary><c>2 errors, 1 warning</c>, or <c>nothing to mend</c>.</summary>
    public string Verdict()
    {
        if (Findings.IsEmpty)
        {
            return Failures.IsEmpty ? "nothing to mend" : "nothing was checked";
        }

        return string.Join(", ", new[]
        {
            (Count: Count(Severity.Error), Noun: "error"),
            (Count: Count(Severity.Warning), Noun: "warning"),
        }
            .Where(part => part.Count > 0)
            .Select(part => Plural.Of(part.Count, part.Noun))
            .Concat(Count(Severity.Info) is var advice and > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{advice:N0} advice")] : []));
    }
}
