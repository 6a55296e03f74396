using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Matches;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>What an AccessPolicy asks of a path or header, and an AuthorizationPolicy has no words for.</summary>
public sealed class RegexNotExpressible : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "regex-not-expressible",
        "regex not expressible",
        Severity.Error,
        """
        An AuthorizationPolicy compares paths and headers with a whole text, a beginning or an end, and has no regular expressions.
        Expressions that mean one of these are rendered as such ('/books/.*' as '/books/*', 'a|b' as two values); this one means something else.
        What is rendered never lets more in than was asked for: a rule that allows is left out, and one that denies counts without the condition.
        So calls that should be let in are refused.
        Write the paths or values out, or take a beginning that lets in no more than it should.
        Lower the rule to a warning where refusing them is what you want for now.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "Istio's reference of AuthorizationPolicy (security/authz/matcher)";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: hello, namespace: demo}}
          from: [{namespace: demo}]
          rules:
          - path:
              regex: [|/books/[0-9]+|]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: hello, namespace: demo}}
          from: [{namespace: demo}]
          rules:
          - path: {prefix: /books/}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        // One policy is rendered for many clusters; the place is one.
        var plans = context.Plan.Clusters
            .Where(cluster => cluster.Settings.Provider == MeshProviderKind.Istio)
            .SelectMany(cluster => cluster.Access)
            .DistinctBy(plan => plan.Origin);
        var asked =
            from plan in plans
            from rule in plan.Rules
            from match in AuthorizationPolicy.NotExpressible(rule)
            select (Plan: plan, Match: match);

        // Several TrafficTargets may name one match of a route group.
        return asked.DistinctBy(pair => pair.Match.Text.Location).Select(pair => Finding(settings, pair.Plan, pair.Match));
    }

    private static Diagnostic Finding(RuleSettings settings, AccessPlan plan, TextMatchSpec match) => settings.Finding(
        match.Text.Location,
        match.Kind == TextMatchKind.Regex
            ? $"An AuthorizationPolicy has no regular expressions, and '{match.Text.Value}' is no whole text, beginning or end."
            : $"An AuthorizationPolicy reads '*' and braces of '{match.Text.Value}' as wildcards.",
        plan.Action == AccessAction.Allow
            ? "The rule is left out, so that it lets nothing in: write the texts out with 'exact' or 'prefix'."
            : "The condition is left out, so that more is refused: write the texts out with 'exact' or 'prefix'.");
}
