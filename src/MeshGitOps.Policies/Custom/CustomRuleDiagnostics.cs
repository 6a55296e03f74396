using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Custom;

/// <summary>What is wrong with a custom rule: MGO5020 to MGO5029.</summary>
public static class CustomRuleDiagnostics
{
    public static readonly DiagnosticDescriptor NameTaken = new(
        "MGO5020",
        "A custom rule has the name of another one",
        Severity.Error,
        """
        It is not known which of the two a policy, an allowance or a report means, so only the first one runs.
        Give the custom rule a name of its own.
        """);

    public static readonly DiagnosticDescriptor SchemaUnusable = new(
        "MGO5021",
        "The schema of a custom rule cannot be used",
        Severity.Error,
        """
        A keyword that is passed over would let through what the rule is meant to find, so the rule does not run.
        Write it with the keywords that the message names.
        """);

    public static readonly DiagnosticDescriptor MessageUnusable = new(
        "MGO5022",
        "The message of a custom rule cannot be filled in",
        Severity.Error,
        """
        A message takes '{{kind}}', '{{name}}', '{{namespace}}' and '{{path}}' (the path of the field), and nothing else.
        The rule does not run until it is corrected.
        """);

    public static readonly DiagnosticDescriptor KindsMixed = new(
        "MGO5023",
        "A custom rule looks at specs and at manifests",
        Severity.Error,
        """
        An error in a spec stops 'render', one in a team's manifest does not, and a rule is one or the other.
        Write two rules, or say with 'stage' what is meant.
        """);

    public static ImmutableArray<DiagnosticDescriptor> All => [NameTaken, SchemaUnusable, MessageUnusable, KindsMixed];
}
