using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route to a subset that no DestinationRule of the host defines for the clients.</summary>
public sealed class SubsetUnknown : Rule
{
    /// <summary>DestinationRules and subsets that help is looked for in.</summary>
    private const int MaxRules = 32;

    /// <summary>Names such as 'v1' and 'v2' are near each other and yet never meant for each other.</summary>
    private const int MaxVersionLength = 3;

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "subset-unknown",
        "subset unknown",
        Severity.Error,
        """
        A VirtualService routes to a subset that no DestinationRule of the host defines.
        Proxies have no cluster for it and answer every request of the route with 503.
        A proxy takes the DestinationRule of its own namespace, else that of the host's namespace, else that of the root namespace, and no other.
        Where a DestinationRule defines the subset in another namespace, or the manifests have DestinationRules of the host but not the host, the finding is a warning.
        Define the subset in the namespace of the host.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0101 for 'host+subset in destinationrule', and destinationRule in Istio's pilot/pkg/model/push_context.go";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec: {host: catalog, subsets: [{name: v1, labels: {version: v1}}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog, subset: [|v2|]}}]}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec: {host: catalog, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog, subset: v2}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var known = new RouteHosts(context);
        foreach (var mesh in context.Clusters)
        {
            foreach (var use in RouteUse.AllIn(mesh))
            {
                if (use.Destination.Subset is not { Value.Length: > 0 } subset)
                {
                    continue;
                }

                var hosts = mesh.Hosts.FindForAnyone(use.FullHost);
                if (hosts.Count == 0
                    && mesh.Routing.RulesFor(use.FullHost) is [var only, ..]
                    && mesh.Routing.RulesWithSubset(use.FullHost, subset.Value).Count == 0
                    && !known.IsMissing(mesh, use.FullHost))
                {
                    yield return settings.FindingAtMost(
                        Severity.Warning,
                        subset.Location,
                        $"{use} in subset '{subset.Value}', which {only.Object} does not define.",
                        Help(use, only.Object.Key.Namespace, subset.Value),
                        new RelatedLocation(only.Object.Location, "this DestinationRule is for the host"));
                }

                if (hosts is [{ Global: null } host, ..])
                {
                    var rules = mesh.Routing.RulesWithSubset(use.FullHost, subset.Value);
                    if (rules.Count == 0)
                    {
                        yield return settings.Finding(
                            subset.Location,
                            $"{use} in subset '{subset.Value}', which no DestinationRule defines.",
                            Help(use, host.Namespace, subset.Value),
                            new RelatedLocation(host.Location, "the host comes from here"));
                    }
                    else if (!rules.Keys.Any(@namespace => IsUsed(use, host, @namespace)))
                    {
                        var (elsewhere, rule) = rules.First();
                        yield return settings.FindingAtMost(
                            Severity.Warning,
                            subset.Location,
                            $"{use} in subset '{subset.Value}', which only clients in namespace '{elsewhere}' have.",
                            $"Move the DestinationRule to '{host.Namespace}', the namespace of the host.",
                            new RelatedLocation(rule.Object.Location, "this DestinationRule defines it"));
                    }
                }
            }
        }
    }

    private static bool IsUsed(RouteUse use, MeshHost host, string @namespace)
    {
        if (@namespace == host.Namespace || @namespace == use.Mesh.RootNamespace || (use.VirtualService.IsForMesh && @namespace == use.Namespace))
        {
            return true;
        }

        return GatewayReference.ClientNamespacesOf(use.Mesh, use.VirtualService) is { } clients
            ? clients.Contains(@namespace)
            : GatewayReference.AllOf(use.VirtualService).Any();
    }

    private static string Help(RouteUse use, string @namespace, string subset)
    {
        var names = use.Mesh.Routing.RulesFor(use.FullHost).Take(MaxRules)
            .SelectMany(rule => rule.Subsets).Select(known => known.Name.Value).Take(MaxRules).Distinct(StringComparer.Ordinal).ToList();
        return (subset.Length > MaxVersionLength ? Suggestion.Help(subset, names) : null)
            ?? (names.Count == 0
                ? $"Write a DestinationRule for '{use.FullHost}' in namespace '{@namespace}' that defines it."
                : $"The host has {Words.List(names)}.");
    }
}
