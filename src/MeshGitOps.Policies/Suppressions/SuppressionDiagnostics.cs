using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>What is wrong with comments, annotations and exemptions that accept findings, and with a baseline: MGO5006 to MGO5019.</summary>
public static class SuppressionDiagnostics
{
    public static readonly DiagnosticDescriptor Unreadable = new(
        "MGO5006",
        "An allowance cannot be read",
        Severity.Error,
        """
        It accepts nothing, though somebody meant it to.
        A comment reads '# meshgitops: allow RULE because REASON', an annotation 'RULE because REASON'; a date may follow as 'until 2027-01-31'.
        """);

    public static readonly DiagnosticDescriptor NoReason = new(
        "MGO5007",
        "An allowance gives no reason",
        Severity.Error,
        """
        Who reads it later cannot know whether it still holds, so it accepts nothing.
        Write why the finding is fine, behind the word 'because'.
        """);

    public static readonly DiagnosticDescriptor UnknownRule = new(
        "MGO5008",
        "An allowance names an unknown rule",
        Severity.Error,
        """
        It accepts nothing.
        Use a name of the list of rules, or the code of istioctl that stands beside it there.
        """);

    public static readonly DiagnosticDescriptor NotARule = new(
        "MGO5009",
        "An allowance names a finding that cannot be allowed",
        Severity.Error,
        """
        Findings with a number say that something cannot be read, planned or rendered; what would come out instead is unknown, so nobody can accept it.
        Mend what it says. Only what a rule finds can be allowed.
        """);

    public static readonly DiagnosticDescriptor Ended = new(
        "MGO5010",
        "An allowance has ended",
        Severity.Error,
        """
        The day behind 'until' has passed, so it accepts nothing any more: an error in 'validate', a warning elsewhere.
        Mend what it accepts, or agree on a later day.
        """);

    public static readonly DiagnosticDescriptor Unused = new(
        "MGO5011",
        "An allowance allows nothing",
        Severity.Warning,
        """
        The rule ran and found nothing at this place: it was mended, or the allowance stands at the wrong place.
        Left there, it would accept the next such finding unseen. Take it out, or move it to the line of the finding or the one above.
        """);

    public static readonly DiagnosticDescriptor BaselineUnreadable = new(
        "MGO5012",
        "A baseline cannot be read",
        Severity.Error,
        """
        It is not known which findings are accepted, so those entries accept nothing.
        Resolve what a merge left in the file; two branches' entries may both stay.
        """);

    public static readonly DiagnosticDescriptor BaselineMended = new(
        "MGO5013",
        "Findings of the baseline are mended",
        Severity.Warning,
        """
        Left there, the entries would accept the same findings again, unseen.
        Take them out with '--update-baseline', and commit the file.
        """);

    public static ImmutableArray<DiagnosticDescriptor> All =>
        [Unreadable, NoReason, UnknownRule, NotARule, Ended, Unused, BaselineUnreadable, BaselineMended];
}
