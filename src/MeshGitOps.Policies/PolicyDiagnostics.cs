using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>What is wrong with policy files, and with a rule itself: MGO50xx.</summary>
public static class PolicyDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownRule = new(
        "MGO5001",
        "A policy names an unknown rule",
        Severity.Error,
        """
        The settings under this name apply to nothing, so the rule that was meant runs with its defaults.
        Use a name of the list of rules, or the code of another tool that stands beside it there.
        """);

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "MGO5002",
        "A policy sets a parameter that the rule does not have",
        Severity.Error,
        """
        The value has no effect, so the rule checks something else than the policy says.
        Use a parameter of the rule, as the list of rules shows it.
        """);

    public static readonly DiagnosticDescriptor WrongValue = new(
        "MGO5003",
        "A policy sets a parameter to a value of another type",
        Severity.Error,
        """
        The rule cannot use the value and keeps its default.
        Write the value as the list of rules shows it.
        """);

    public static readonly DiagnosticDescriptor RuleSetTwice = new(
        "MGO5004",
        "A rule is set twice",
        Severity.Error,
        """
        Policy files are not read in an order that a reader could know, so neither setting wins: the first one in the order of paths is used.
        Keep one of the two.
        """);

    public static readonly DiagnosticDescriptor SeveralExtended = new(
        "MGO5005",
        "Policies extend two shipped ones",
        Severity.Error,
        """
        The levels of all rules come from one shipped policy, and it is not said which one: the first one in the order of paths is used.
        Name the same one in both files, or name it in one of them.
        """);

    public static readonly DiagnosticDescriptor RuleFailed = new(
        "MGO5090",
        "A rule fails",
        Severity.Error,
        """
        The rule has a bug, and what it would have found is unknown; all other rules ran.
        Report it, and switch the rule off in a policy until it is mended.
        """);

    public static ImmutableArray<DiagnosticDescriptor> All =>
        [UnknownRule, UnknownParameter, WrongValue, RuleSetTwice, SeveralExtended, RuleFailed];
}
