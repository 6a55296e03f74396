using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Matches;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>
/// Who may call some pods. What an AuthorizationPolicy has no words for is left out of what it allows, and refused as a whole
/// by what it denies: never more is let in than was asked for. The rule 'regex-not-expressible' reports both.
/// </summary>
public static class AuthorizationPolicy
{
    /// <summary>Null for one that refuses nobody.</summary>
    internal static Manifest? Create(AccessPlan plan, ClusterSettings settings)
    {
        ImmutableArray<ManifestBuilder> rules = [.. Rules(plan)];
        if (rules.IsEmpty && plan.Action == AccessAction.Deny)
        {
            return null;
        }

        var spec = new ManifestBuilder();
        if (!plan.Selector.IsEmpty)
        {
            spec.Add("selector", new ManifestBuilder().Add("matchLabels", ManifestBuilder.StringMap(plan.Selector)));
        }

        spec.Add("action", plan.Action == AccessAction.Deny ? "DENY" : "ALLOW");
        return IstioObject.Create(
            IstioApi.Security(settings.IstioVersion),
            "AuthorizationPolicy",
            plan.Namespace,
            plan.Name,
            plan.Origin,
            new ManifestPlacement(plan.GlobalNamespace is null ? ManifestConcern.Cluster : ManifestConcern.GlobalNamespace, plan.GlobalNamespace, null),
            rules.IsEmpty ? spec : spec.Add("rules", ManifestBuilder.Sequence(rules)));
    }

    /// <summary>What of a rule an AuthorizationPolicy has no words for; a regular expression.</summary>
    public static IEnumerable<TextMatchSpec> NotExpressible(AccessRule rule) =>
        rule.Headers.Select(header => header.Value).Prepend(rule.Path).OfType<TextMatchSpec>().Where(match => PolicyText.ValuesOf(match).IsEmpty);

    private static IEnumerable<ManifestBuilder> Rules(AccessPlan plan)
    {
        if (!plan.Callers.IsEmpty)
        {
            foreach (var rule in ForCallers(plan))
            {
                yield return rule;
            }
        }

        if (!plan.Unrestricted.IsEmpty)
        {
            yield return new ManifestBuilder().Add("from", From(plan.Unrestricted));
        }
    }

    private static IEnumerable<ManifestBuilder> ForCallers(AccessPlan plan)
    {
        if (plan.Rules.IsEmpty)
        {
            yield return Rule(plan, plan.Ports.IsEmpty ? [] : [new ManifestBuilder().Add("ports", Ports(plan))], []);
            yield break;
        }

        var kept = plan.Rules.Where(rule => plan.Action == AccessAction.Deny || !NotExpressible(rule).Any()).ToList();
        var plain = kept.Where(rule => Conditions(rule).IsEmpty).ToList();
        if (plain.Exists(rule => IsOpen(plan, rule)))
        {
            // One that asks for nothing stands for all: an operation without a field is refused.
            yield return Rule(plan, [], []);
            yield break;
        }

        if (plain.Count > 0)
        {
            yield return Rule(plan, plain.Select(rule => Operation(plan, rule)), []);
        }

        foreach (var rule in kept.Where(rule => !Conditions(rule).IsEmpty))
        {
            yield return Rule(plan, IsOpen(plan, rule) ? [] : [Operation(plan, rule)], Conditions(rule));
        }
    }

    private static ManifestBuilder Rule(AccessPlan plan, IEnumerable<ManifestBuilder> operations, ImmutableArray<ManifestBuilder> conditions)
    {
        var rule = new ManifestBuilder().Add("from", From(plan.Callers));
        ImmutableArray<ManifestBuilder> to = [.. operations.Select(operation => new ManifestBuilder().Add("operation", operation))];
        if (!to.IsEmpty)
        {
            rule.Add("to", ManifestBuilder.Sequence(to));
        }

        return conditions.IsEmpty ? rule : rule.Add("when", ManifestBuilder.Sequence(conditions));
    }

    private static ManifestSequence From(ImmutableArray<CallerPlan> callers) => ManifestBuilder.Sequence(
    [
        new ManifestBuilder().Add("source", new ManifestBuilder().Add("principals", callers.Select(Principal))),
    ]);

    private static string Principal(CallerPlan caller) => $"{caller.TrustDomain}/ns/{caller.Namespace}/sa/{caller.ServiceAccount ?? PolicyText.Any}";

    private static bool IsOpen(AccessPlan plan, AccessRule rule) => plan.Ports.IsEmpty && rule.Methods.IsEmpty && Paths(rule).IsEmpty;

    private static ManifestBuilder Operation(AccessPlan plan, AccessRule rule)
    {
        var operation = new ManifestBuilder();
        if (!plan.Ports.IsEmpty)
        {
            operation.Add("ports", Ports(plan));
        }

        if (!rule.Methods.IsEmpty)
        {
            operation.Add("methods", rule.Methods.Select(method => method.Value));
        }

        var paths = Paths(rule);
        return paths.IsEmpty ? operation : operation.Add("paths", paths);
    }

    private static IEnumerable<string> Ports(AccessPlan plan) => plan.Ports.Select(port => port.ToString(CultureInfo.InvariantCulture));

    /// <summary>Empty: any path.</summary>
    private static ImmutableArray<string> Paths(AccessRule rule) =>
        rule.Path is { } path && PolicyText.ValuesOf(path) is var values && !values.Contains(PolicyText.Any) ? values : [];

    private static ImmutableArray<ManifestBuilder> Conditions(AccessRule rule) =>
    [
        .. from header in rule.Headers
           let values = PolicyText.ValuesOf(header.Value)
           where !values.IsEmpty
           select new ManifestBuilder()
               .Add("key", $"request.headers[{header.Name.Value.ToLowerInvariant()}]")
               .Add("values", values),
    ];
}
