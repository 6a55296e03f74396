using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>
/// One rule, named for the pattern it finds, so that "allow &lt;rule&gt;" reads well.
/// A rule keeps no state, reads nothing but its context, and does not depend on any other rule.
/// </summary>
public abstract class Rule
{
    /// <summary>The rule's name, title, default level and explanation: what breaks in the mesh, and what to do.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    public string Id => Descriptor.Id;

    public abstract RuleStage Stage { get; }

    /// <summary>Where the rule is known from: a file of Istio, an RFC, a page, or a requirement of the product.</summary>
    public abstract string Source { get; }

    /// <summary>The pattern in a few lines of YAML, and the same mended.</summary>
    public abstract RuleExample Example { get; }

    /// <summary>What <c>meshgitops fix</c> does about a finding, and when, in one sentence for <c>explain</c>; null where that needs no words.</summary>
    public virtual string? Fix => null;

    /// <summary>Codes of other tools for the same pattern, such as <c>IST0118</c> of istioctl.</summary>
    public virtual ImmutableArray<string> Aliases => [];

    public virtual ImmutableArray<RuleParameter> Parameters => [];

    /// <summary>
    /// Whether an error of this rule stops <c>render</c> and <c>publish</c>.
    /// True for specs and plans; for manifests only where the output would be wrong: one team's typo must not stop a fleet.
    /// </summary>
    public virtual bool AffectsOutput => Stage != RuleStage.Manifests;

    /// <summary>The findings, in any order. Runs beside other rules, and only where it is not switched off.</summary>
    public abstract IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings);

    /// <summary>What the rule could not check because nothing is declared about it: whole sentences, in any order.</summary>
    public virtual IEnumerable<string> NotChecked(RuleContext context, RuleSettings settings) => [];
}

/// <summary>What a rule reads, and so where its mistakes are made.</summary>
public enum RuleStage
{
    Specs,
    Plans,

    /// <summary>The Kubernetes manifests of a cluster, which belong to the teams.</summary>
    Manifests,

    /// <summary>What is rendered; only rules of the user's own look at it.</summary>
    Rendered,
}
