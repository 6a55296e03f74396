using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Matches;

namespace MeshGitOps.Tests.Access;

/// <summary>What was asked for, evaluated on the plans: as the Service Mesh Interface and Open Service Mesh read it, regular expressions match the whole text.</summary>
internal static class AskedAccess
{
    private static readonly ConcurrentDictionary<string, Regex> Expressions = new(StringComparer.Ordinal);

    public static bool IsAllowed(IReadOnlyCollection<AccessPlan> plans, Call call)
    {
        if (plans.Any(plan => plan.Action == AccessAction.Deny && Matches(plan, call)))
        {
            return false;
        }

        var allowing = plans.Where(plan => plan.Action == AccessAction.Allow).ToList();
        return allowing.Count == 0 || allowing.Exists(plan => Matches(plan, call) || plan.Unrestricted.Any(caller => Is(caller, call)));
    }

    private static bool Matches(AccessPlan plan, Call call) =>
        plan.Callers.Any(caller => Is(caller, call))
        && (plan.Ports.IsEmpty || plan.Ports.Contains(call.Port))
        && (plan.Rules.IsEmpty || plan.Rules.Any(rule => Matches(rule, call)));

    private static bool Is(CallerPlan caller, Call call) =>
        caller.TrustDomain == call.TrustDomain && caller.Namespace == call.Namespace && (caller.ServiceAccount ?? call.ServiceAccount) == call.ServiceAccount;

    private static bool Matches(AccessRule rule, Call call) =>
        (rule.Methods.IsEmpty || rule.Methods.Any(method => method.Value == call.Method))
        && (rule.Path is null || Matches(rule.Path, call.Path))
        && rule.Headers.All(header => call.Headers.TryGetValue(header.Name.Value.ToLowerInvariant(), out var value) && Matches(header.Value, value));

    private static bool Matches(TextMatchSpec match, string text) => match.Kind switch
    {
        TextMatchKind.Exact => text == match.Text.Value,
        TextMatchKind.Prefix => text.StartsWith(match.Text.Value, StringComparison.Ordinal),
        _ => Expressions.GetOrAdd(match.Text.Value, Whole).IsMatch(text),
    };

    private static Regex Whole(string regex) => new($"^(?:{regex})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
