using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A member entry that names a namespace of the platform, of the mesh itself or of its gateways.</summary>
public sealed class SystemNamespaceInMesh : Rule
{
    private static readonly RuleParameter<ImmutableArray<string>> Allowed = RuleParameter.Names(
        "allowed",
        "Patterns of namespaces that may be members although they are excluded by default.");

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "system-namespace-in-mesh",
        "system namespace in mesh",
        Severity.Error,
        """
        In the namespaces of the platform, of the mesh and of the delivery tools run DNS, network, admission webhooks and the control plane.
        With sidecars and STRICT mTLS they stop answering callers without a sidecar: nodes, the API server, other tools; the cluster may not recover by itself.
        Services in a gateway's namespace must not be global either, as the gateway would forward to itself.
        Take the entry out of the members.
        Patterns pass over these namespaces by themselves; only exact names are reported.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "the excludedNamespaces of the Mesh, and the namespaces that Istio's injector passes over";

    public override ImmutableArray<RuleParameter> Parameters => [Allowed];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo, [|kube-system|]]}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var allowed = settings.ValueOf(Allowed);
        var plans = context.Plan.Clusters.ToDictionary(cluster => cluster.Name, cluster => cluster.Settings, StringComparer.Ordinal);
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            foreach (var member in globalNamespace.Members)
            {
                ImmutableArray<ClusterSettings> clusters =
                [
                    .. MemberNamespaces.SelectedBy(member.Clusters, context.Specs.Clusters)
                        .Where(cluster => plans.ContainsKey(cluster.Metadata.Name.Value))
                        .Select(cluster => plans[cluster.Metadata.Name.Value]),
                ];
                foreach (var entry in member.Namespaces)
                {
                    if (!NamePattern.IsPattern(entry.Value)
                        && !allowed.Any(pattern => NamePattern.Matches(pattern, entry.Value))
                        && !clusters.Any(cluster => HoldsServedGateway(entry.Value, cluster))
                        && Reason(entry.Value, context, clusters) is { } reason)
                    {
                        yield return settings.Finding(
                            entry.Location,
                            $"Namespace '{entry.Value}' {reason} and must not be a member of GlobalNamespace '{globalNamespace.Metadata.Name}'.",
                            "Take it out of the members.",
                            [.. PlacesInMesh(entry.Value, context)]);
                    }
                }
            }
        }
    }

    /// <summary>The planner reports a member that is the namespace of such a gateway (MGO3030).</summary>
    private static bool HoldsServedGateway(string @namespace, ClusterSettings cluster) =>
        @namespace == cluster.EastWestNamespace || @namespace == cluster.EgressNamespace;

    private static string? Reason(string @namespace, RuleContext context, ImmutableArray<ClusterSettings> clusters)
    {
        if (SystemNamespaces.FindPattern(@namespace, context.Specs.Mesh) is { } pattern)
        {
            return pattern == @namespace ? "is excluded from the mesh" : $"is excluded from the mesh by '{pattern}'";
        }

        return clusters.FirstOrDefault(cluster => SystemNamespaces.IsControlPlaneOrGateway(@namespace, cluster)) is { } owner
            ? $"holds istiod or a gateway of cluster '{owner.Name}'"
            : null;
    }

    /// <summary>The lines of the Mesh that exclude it; the built-in list has no place.</summary>
    private static IEnumerable<RelatedLocation> PlacesInMesh(string @namespace, RuleContext context) =>
        from entry in context.Specs.Mesh?.ExcludedNamespaces ?? []
        where NamePattern.Matches(entry.Value, @namespace)
        select new RelatedLocation(entry.Location, "the Mesh excludes it here");
}
