using System.Collections.Immutable;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Cli.Commands;

/// <summary>Makes one machine-readable report of the workspaces of a run.</summary>
internal static class FindingReports
{
    /// <exception cref="UsageException">The workspaces lie in repositories that have no folder in common that the report could be of.</exception>
    public static FindingReport Of(
        ImmutableArray<CheckedWorkspace> workspaces,
        ReportSettings settings,
        ExitCode exitCode,
        CommandSession session)
    {
        var findings = workspaces.SelectMany(workspace => FindingsOf(workspace, FolderOf(workspace, workspaces, session))).ToList();
        var shown = findings.Where(finding => finding.Severity >= settings.MinSeverity).ToList();
        var planned = workspaces.Where(workspace => workspace.Result.IsPlanned).Select(workspace => workspace.Result).ToList();
        var run = planned.SelectMany(result => result.RulesRun).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        var off = planned.SelectMany(result => result.RulesOff).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        return new FindingReport
        {
            Findings = Sort(shown.Where(finding => finding.Suppression is null)),
            Suppressed = Sort(shown.Where(finding => finding.Suppression is not null)),
            Counts = workspaces.Aggregate(new ReadCounts(0, 0, 0), (sum, workspace) => sum + workspace.Result.Counts),
            RulesRun = run,
            RulesSkipped = SkippedOf(run, off, planned.Count < workspaces.Length ? SkipReason.ErrorsFirst : SkipReason.NoSpecs),
            NotChecked =
            [
                .. planned.SelectMany(result => result.Assumptions)
                    .Concat(off.Where(rule => run.Contains(rule)).Select(rule => $"Rule '{rule}' is switched off by a policy in one of the workspaces."))
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ],
            Failures = [.. workspaces.Select(workspace => workspace.Failure).OfType<string>()],
            BelowSeverity =
            [
                .. findings.Where(finding => finding.Suppression is null && finding.Severity < settings.MinSeverity)
                    .CountBy(finding => finding.Id, StringComparer.Ordinal)
                    .Select(count => (count.Key, count.Value))
                    .OrderBy(count => count.Key, StringComparer.Ordinal),
            ],
            Elsewhere = workspaces.Sum(workspace => workspace.Result.Diagnostics.Length - workspace.Findings.Length),
            FailsFrom = settings.FailsFrom,
            ExitCode = exitCode,
            Elapsed = workspaces.Aggregate(TimeSpan.Zero, (sum, workspace) => sum + workspace.Elapsed),
            Links = SourceLinks.Of(session.Environment),
        };
    }

    /// <summary>Fingerprints are of all findings of the workspace, so that the paths of the command line do not change them.</summary>
    private static IEnumerable<ReportedFinding> FindingsOf(CheckedWorkspace workspace, string folder)
    {
        var suppressions = new Dictionary<Diagnostic, Suppression>(ReferenceEqualityComparer.Instance);
        foreach (var suppressed in workspace.Result.Suppressed)
        {
            suppressions.TryAdd(suppressed.Finding, suppressed.Suppression);
        }

        ImmutableArray<Diagnostic> all = [.. workspace.Result.Diagnostics.Concat(suppressions.Keys).Order(DiagnosticOrder.Instance)];
        var fingerprints = Fingerprints.Of(all);
        var atPaths = PathFilter.Apply(all, workspace.Paths, workspace.Run.Folder).ToHashSet(ReferenceEqualityComparer.Instance);
        return all.Zip(fingerprints)
            .Where(pair => atPaths.Contains(pair.First))
            .Select(pair => new ReportedFinding(pair.First, folder, pair.Second, suppressions.GetValueOrDefault(pair.First)));
    }

    /// <summary>In the order of a single run; two workspaces that read the same file find the same in it.</summary>
    private static ImmutableArray<ReportedFinding> Sort(IEnumerable<ReportedFinding> findings)
    {
        var sorted = ImmutableArray.CreateBuilder<ReportedFinding>();
        foreach (var finding in findings
            .OrderBy(finding => finding.Folder, StringComparer.Ordinal)
            .ThenBy(finding => finding.Diagnostic, DiagnosticOrder.Instance))
        {
            if (sorted.Count == 0
                || sorted[^1].Folder != finding.Folder
                || DiagnosticOrder.Instance.Compare(sorted[^1].Diagnostic, finding.Diagnostic) != 0)
            {
                sorted.Add(finding);
            }
        }

        return sorted.DrainToImmutable();
    }

    private static ImmutableArray<SkippedRule> SkippedOf(ImmutableArray<string> run, ImmutableArray<string> off, SkipReason otherwise) =>
    [
        .. off.Except(run).Select(rule => new SkippedRule(rule, SkipReason.SwitchedOff))
            .Concat(RuleCatalog.Rules.Select(rule => rule.Id).Except(run.Concat(off)).Select(rule => new SkippedRule(rule, otherwise)))
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The repository's own root, or with several of them, the current folder.</summary>
    private static string FolderOf(CheckedWorkspace workspace, ImmutableArray<CheckedWorkspace> workspaces, CommandSession session)
    {
        if (workspaces.All(other => other.Run.Root == workspace.Run.Root))
        {
            return "";
        }

        var folder = Path.GetRelativePath(session.CurrentDirectory, workspace.Run.Root).Replace(Path.DirectorySeparatorChar, '/');
        return folder switch
        {
            "." => "",
            ".." or ['.', '.', '/', ..] or ['/', ..] => throw new UsageException(
                "The paths lie in several repositories; one report of them is made from a folder that holds them all."),
            _ => folder,
        };
    }
}
