using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>
/// Takes away the findings of rules that somebody accepts, and reports what is wrong with the acceptances.
/// Findings with a number are never taken away.
/// </summary>
public static class Suppressor
{
    /// <param name="findings">All findings of a run.</param>
    /// <param name="rulesRun">The ids of the rules that ran: an allowance of another one is not called useless.</param>
    public static SuppressionResult Apply(
        IEnumerable<Diagnostic> findings,
        IEnumerable<string> rulesRun,
        PolicySettings policy,
        SpecSet specs,
        ImmutableArray<ClusterInventory> inventories,
        SuppressionOptions options)
    {
        var names = policy.Names;
        var diagnostics = new DiagnosticBag();
        var allowances = Read(names, policy, specs, inventories, options, diagnostics);
        var index = new AllowanceIndex(allowances);
        var used = new HashSet<Allowance>(ReferenceEqualityComparer.Instance);
        var suppressed = ImmutableArray.CreateBuilder<SuppressedFinding>();
        var sorted = DiagnosticOrder.Sort(findings);
        var baseline = options.Baseline is { } read ? new BaselineFilter(read.Value, options.BaselineScope, sorted, names) : null;
        foreach (var finding in sorted)
        {
            Allowance? first = null;
            foreach (var allowance in allowances.IsEmpty || !names.IsRule(finding.Id) ? [] : index.Of(finding))
            {
                first ??= allowance;
                used.Add(allowance);
            }

            if ((first?.ToSuppression() ?? baseline?.Find(finding)) is { } suppression)
            {
                suppressed.Add(new SuppressedFinding(finding, suppression));
            }
            else
            {
                diagnostics.Add(finding);
            }
        }

        var run = rulesRun.ToHashSet(StringComparer.Ordinal);
        if (options.UnusedSeverity is { } severity)
        {
            ReportUnused(allowances, used, run, severity, diagnostics);
        }

        diagnostics.AddRange(options.Baseline?.Diagnostics ?? []);
        diagnostics.AddRange(baseline?.Mended(run) ?? []);
        var accepted = suppressed.Where(entry => entry.Suppression.Kind == SuppressionKind.Baseline).Select(entry => entry.Finding);
        return new SuppressionResult(DiagnosticOrder.Sort(diagnostics.ToImmutable()), suppressed.ToImmutable())
        {
            Baseline = baseline?.Updated(accepted, run),
        };
    }

    /// <summary>A file that specs and several clusters share is read once for each of them.</summary>
    private static ImmutableArray<Allowance> Read(
        RuleNames names,
        PolicySettings policy,
        SpecSet specs,
        ImmutableArray<ClusterInventory> inventories,
        SuppressionOptions options,
        DiagnosticBag diagnostics)
    {
        var reader = new AllowanceReader(names, options, diagnostics);
        var comments = specs.Comments.Concat(inventories.SelectMany(inventory => inventory.Comments));
        foreach (var comment in comments.DistinctBy(comment => (comment.Location.Path, comment.Location.Span.Start)))
        {
            reader.AddComment(comment);
        }

        var objects = SpecTrees.WithAnnotations(specs)
            .Concat(inventories.SelectMany(inventory => inventory.Objects).Select(item => item.Root));
        foreach (var root in objects.DistinctBy(root => (root.Source.Path, root.Span.Start)))
        {
            reader.AddAnnotations(root);
        }

        foreach (var exemption in policy.Exemptions)
        {
            reader.AddExemption(exemption, specs.WorkspaceFolder);
        }

        foreach (var allowed in options.Allowed)
        {
            reader.AddCommandLine(allowed);
        }

        return reader.ToImmutable();
    }

    private static void ReportUnused(
        ImmutableArray<Allowance> allowances,
        HashSet<Allowance> used,
        HashSet<string> rulesRun,
        Severity severity,
        DiagnosticBag diagnostics)
    {
        foreach (var allowance in allowances)
        {
            if (allowance is { IsForThisTool: true, Location: { } location }
                && !used.Contains(allowance)
                && allowance.Rules.Any(rulesRun.Contains))
            {
                diagnostics.Add(Diagnostic.Create(
                    SuppressionDiagnostics.Unused,
                    location,
                    $"Rule '{allowance.Name}' finds nothing that this would allow.",
                    HelpForUnused(allowance)) with
                {
                    Severity = severity,
                });
            }
        }
    }

    private static string HelpForUnused(Allowance allowance) => allowance.Kind switch
    {
        SuppressionKind.Comment => "Take it out, or move it to the line of the finding or the one above.",
        SuppressionKind.Annotation => "Take it out, or move it to the object of the finding.",
        _ => "Take it out, or correct its paths.",
    };
}
