using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Smi;

/// <summary>
/// TrafficTargets as AccessPolicies that count in every cluster with pods of the service account.
/// As Open Service Mesh does, routes are looked up in the namespace of the TrafficTarget alone.
/// </summary>
internal sealed class TrafficTargets
{
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<(SpecKind Kind, string Key), BoundDocument> _routes = [];
    private readonly ILookup<(SpecKind Kind, string Name), BoundDocument> _byName;

    private TrafficTargets(IEnumerable<BoundDocument> documents, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        var routes = documents.Where(document => document.Kind == SpecKinds.HttpRouteGroup || document.Kind == SpecKinds.TcpRoute).ToList();
        foreach (var route in routes)
        {
            if (route.Key is { } key)
            {
                _routes.TryAdd((route.Kind, key), route);
            }
        }

        _byName = routes.Where(route => route.Name is not null).ToLookup(route => (route.Kind, route.Name!.Value));
    }

    /// <summary>One without its routes is left out, which is reported.</summary>
    public static IEnumerable<AccessPolicySpec> Translate(IReadOnlyCollection<BoundDocument> documents, DiagnosticBag diagnostics)
    {
        var targets = new TrafficTargets(documents, diagnostics);
        return documents.Select(document => document.Spec).OfType<TrafficTargetSpec>().Select(targets.Translate).OfType<AccessPolicySpec>();
    }

    private AccessPolicySpec? Translate(TrafficTargetSpec target)
    {
        var rules = ImmutableArray.CreateBuilder<AccessRule>();
        var ports = ImmutableArray.CreateBuilder<Located<int>>();
        var (isWhole, isAnyPort) = (true, false);
        foreach (var rule in target.Rules)
        {
            switch (Find(target, rule)?.Spec)
            {
                case HttpRouteGroupSpec group:
                    isWhole &= AddMatches(rule, group, rules);
                    break;
                case TcpRouteSpec route:
                    isAnyPort |= route.Ports.IsEmpty;
                    ports.AddRange(route.Ports);
                    break;
                default:
                    isWhole = false;
                    break;
            }
        }

        if (!isWhole || target.Rules.IsEmpty || IsMixed(target))
        {
            return null;
        }

        return new AccessPolicySpec
        {
            Kind = SpecKinds.TrafficTarget,
            Metadata = target.Metadata,
            To = new AccessTarget(AccessTargetKind.ServiceAccount, target.Destination),
            From = [.. target.Sources.Select(source => new ServiceAccountSource(source))],
            Rules = rules.ToImmutable(),
            ContainerPorts = isAnyPort ? [] : ports.ToImmutable(),
        };
    }

    private BoundDocument? Find(TrafficTargetSpec target, TrafficTargetRule rule)
    {
        var home = target.Metadata.Namespace!.Value;
        if (_routes.TryGetValue((rule.Kind, $"{home}/{rule.Name}"), out var found))
        {
            return found;
        }

        var elsewhere = _byName[(rule.Kind, rule.Name.Value)].FirstOrDefault(route => route.Key is not null);
        _diagnostics.Add(
            SpecDiagnostics.RoutesUnknown,
            rule.Name.Location,
            $"There is no {rule.Kind.Name} '{rule.Name}' in namespace '{home}', that of TrafficTarget '{target.Metadata.Name}'.",
            elsewhere is null
                ? "Declare it, or name another one."
                : $"Move '{elsewhere.Key}' to namespace '{home}': routes are looked up beside the TrafficTarget.",
            elsewhere is null ? [] : [new RelatedLocation(elsewhere.Location, "the one of another namespace")]);
        return null;
    }

    private bool AddMatches(TrafficTargetRule rule, HttpRouteGroupSpec group, ImmutableArray<AccessRule>.Builder rules)
    {
        if (rule.Matches.IsEmpty)
        {
            rules.AddRange(group.Matches);
            return true;
        }

        var isWhole = true;
        foreach (var name in rule.Matches)
        {
            if (group.Matches.FirstOrDefault(match => match.Name?.Value == name.Value) is { } match)
            {
                rules.Add(match);
                continue;
            }

            isWhole = false;
            var known = group.Matches.Select(match => match.Name?.Value).OfType<string>().ToList();
            _diagnostics.Add(
                SpecDiagnostics.RouteMatchUnknown,
                name.Location,
                $"HTTPRouteGroup '{group.Metadata.Name}' has no match '{name}'.",
                Schemas.Suggestion.Help(name.Value, known) ?? "Name one of its matches, or none for all of them.",
                new RelatedLocation(group.Metadata.Name.Location, "the group"));
        }

        return isWhole;
    }

    private bool IsMixed(TrafficTargetSpec target)
    {
        var other = target.Rules.FirstOrDefault(rule => rule.Kind != target.Rules[0].Kind);
        if (other is null)
        {
            return false;
        }

        _diagnostics.Add(
            SpecDiagnostics.MixedRoutes,
            other.Name.Location,
            $"TrafficTarget '{target.Metadata.Name}' lets callers in by a {target.Rules[0].Kind.Name} and by a {other.Kind.Name}.",
            "Write a TrafficTarget for each of the two.");
        return true;
    }
}
