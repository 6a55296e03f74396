using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.TrafficPolicies;

public static class TrafficPolicyBinder
{
    private static readonly string[] Targets = ["subset", "service", "cluster"];

    public static Diagnosed<TrafficPolicySpec?> Bind(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.TrafficPolicy, BindSpec);

    private static TrafficPolicySpec? BindSpec(SpecMetadata metadata, FieldReader spec)
    {
        ImmutableArray<TrafficRoute> routes = [.. spec.Objects("routes").Select(BindRoute)];
        spec.RefuseRepeats(routes.Select(route => route.Name), "route");
        return spec.ObjectOrEmpty("globalNamespace").Text("name") is { } globalNamespace && NamespacedReferenceBinder.Bind(spec, "service") is { } service
            ? new TrafficPolicySpec
            {
                Metadata = metadata,
                GlobalNamespace = globalNamespace,
                Service = service,
                Routes = routes,
            }
            : null;
    }

    private static TrafficRoute BindRoute(FieldReader route)
    {
        var fault = route.ObjectOrEmpty("fault");
        return new TrafficRoute(
            route.Location,
            route.Text("name"),
            [.. route.Objects("match").Select(BindMatch)],
            BindBackends(route),
            route.Text("timeout")?.Value,
            BindRetries(route),
            fault.Object("delay") is { } delay && delay.Number("percent") is { } delayed && delay.Text("duration") is { } duration
                ? new TrafficDelay(delayed.Value, duration.Value)
                : null,
            fault.Object("abort") is { } abort && abort.Number("percent") is { } aborted && abort.Number("status") is { } status
                ? new TrafficAbort(aborted.Value, status.Value)
                : null,
            route.Object("mirror") is { } mirror && BindTarget(mirror, "mirror") is { } target
                ? new TrafficMirror(target, mirror.Number("percent")?.Value ?? 100)
                : null);
    }

    private static TrafficMatch BindMatch(FieldReader match)
    {
        var headers = MatchBinder.BindHeaders(match);
        // Envoy holds names in lower case, so that two spellings would be one key of the VirtualService.
        match.RefuseRepeats(headers.Select(header => header.Name.With(header.Name.Value.ToLowerInvariant())), "header");
        return new TrafficMatch(MatchBinder.BindPath(match), match.Texts("methods"), headers);
    }

    private static ImmutableArray<TrafficBackend> BindBackends(FieldReader route)
    {
        ImmutableArray<FieldReader> items = [.. route.Objects("backends")];
        var backends = ImmutableArray.CreateBuilder<TrafficBackend>(items.Length);
        foreach (var item in items)
        {
            if (BindTarget(item, "backend") is { } target)
            {
                backends.Add(new TrafficBackend(target, item.Number("weight")));
            }

            if (items.Length > 1 && !item.IsWritten("weight"))
            {
                item.Diagnostics.Add(
                    SpecDiagnostics.MissingField,
                    item.Location,
                    "The backend has no 'weight', and it is not the only one of its route.",
                    "Say the share of each; they sum to 100.");
            }
        }

        return backends.ToImmutable();
    }

    /// <summary>Null where it is none or several, which is reported.</summary>
    private static TrafficTarget? BindTarget(FieldReader item, string what)
    {
        var written = Targets.Count(item.IsWritten);
        if (written == 1)
        {
            return NamespacedReferenceBinder.Bind(item, "service") is { } service ? new ServiceTarget(service)
                : item.Text("cluster") is { } cluster ? new ClusterTarget(cluster)
                : null;
        }

        item.Diagnostics.Add(
            written == 0 ? SpecDiagnostics.MissingField : SpecDiagnostics.Contradiction,
            item.Location,
            written == 0 ? $"The {what} does not say where requests go." : $"The {what} says twice where requests go.",
            "Name either a 'service' or a 'cluster'.");
        return null;
    }

    private static TrafficRetries? BindRetries(FieldReader route)
    {
        if (route.Object("retries") is not { } retries || retries.Number("attempts") is not { } attempts)
        {
            return null;
        }

        var bound = new TrafficRetries(attempts.Value, retries.Text("perTryTimeout")?.Value, retries.Text("retryOn")?.Value);
        if (bound is { Attempts: 0, PerTryTimeout: not null } or { Attempts: 0, RetryOn: not null })
        {
            // Istio's webhook refuses the VirtualService.
            retries.Diagnostics.Add(
                SpecDiagnostics.Contradiction,
                attempts.Location,
                "There are no retries, and yet it is said how.",
                "Write 'attempts' of at least 1, or take the other fields out.");
        }

        return bound;
    }
}
