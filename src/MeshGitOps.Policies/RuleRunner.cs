using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies;

/// <summary>Runs the rules beside each other; the result is the same for any number of threads.</summary>
public static class RuleRunner
{
    /// <summary>All rules of the catalogue and of the policy.</summary>
    /// <param name="maxParallelism">Threads, at least 1.</param>
    public static RuleResults Run(RuleContext context, PolicySettings policy, int maxParallelism) =>
        Run([.. RuleCatalog.Rules, .. policy.Custom], context, policy, maxParallelism);

    /// <summary>The rules of one stage: where there are manifests and no specs, the others have nothing to look at.</summary>
    /// <param name="maxParallelism">Threads, at least 1.</param>
    public static RuleResults Run(RuleStage stage, RuleContext context, PolicySettings policy, int maxParallelism) =>
        Run([.. RuleCatalog.Rules.Concat(policy.Custom).Where(rule => rule.Stage == stage)], context, policy, maxParallelism);

    internal static RuleResults Run(
        ImmutableArray<Rule> rules,
        RuleContext context,
        PolicySettings policy,
        int maxParallelism)
    {
        var switchedOn = rules.Where(rule => !policy.IsSwitchedOff(rule)).ToImmutableArray();
        var outcomes = new Outcome[switchedOn.Length];
        Parallel.For(
            0,
            switchedOn.Length,
            new ParallelOptions { MaxDegreeOfParallelism = maxParallelism },
            i => outcomes[i] = RunOne(switchedOn[i], context, policy.Of(switchedOn[i])));

        return new RuleResults(
            DiagnosticOrder.Sort(outcomes.SelectMany(outcome => outcome.Diagnostics)),
            [.. switchedOn.Select(rule => rule.Id).Order(StringComparer.Ordinal)],
            [.. rules.Where(policy.IsSwitchedOff).Select(rule => rule.Id).Order(StringComparer.Ordinal)],
            [.. outcomes.SelectMany(outcome => outcome.NotChecked).Order(StringComparer.Ordinal)]);
    }

    private static Outcome RunOne(Rule rule, RuleContext context, RuleSettings settings)
    {
        try
        {
            return new Outcome([.. rule.Check(context, settings)], [.. rule.NotChecked(context, settings)]);
        }
        catch (Exception exception)
        {
            // One broken rule must not hide what the others find, nor what the compiler itself found.
            return new Outcome([InternalError(rule, context, exception)], []);
        }
    }

    private static Diagnostic InternalError(Rule rule, RuleContext context, Exception exception) => Diagnostic.Create(
        PolicyDiagnostics.RuleFailed,
        FirstPlaceIn(context),
        $"Rule '{rule.Id}' fails with {exception.GetType().Name}: {exception.Message}",
        $"This is a bug of meshgitops: report it, and set 'level: off' for '{rule.Id}' in a policy until it is mended.");

    /// <summary>A rule that fails has no place of its own, but every finding points into a file that can be opened.</summary>
    private static SourceLocation FirstPlaceIn(RuleContext context) =>
        context.Specs.Workspace.Metadata?.Document
        ?? context.Specs.Clusters.FirstOrDefault()?.Metadata.Document
        ?? context.Specs.GlobalNamespaces.FirstOrDefault()?.Metadata.Document
        ?? context.Specs.Mesh?.Metadata.Document
        ?? new SourceText(Specs.Kinds.Workspaces.WorkspaceSpec.FileName, "").Start;

    private sealed record Outcome(ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<string> NotChecked);
}
