using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

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

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var allowed = settings.ValueOf(Allowed);
        var clusters = context.Plan.Clusters.ToDictionary(cluster => cluster.Name, cluster => cluster.Settings, StringComparer.Ordinal);
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            foreach (var member in globalNamespace.Members)
            {
                foreach (var entry in member.Namespaces)
                {
                    if (NamePattern.IsPattern(entry.Value)
                        || allowed.Any(pattern => NamePattern.Matches(pattern, entry.Value)))
                    {
                        continue;
                    }

                    if (SystemNamespaces.FindPattern(entry.Value, context.Specs.Mesh) is { } pattern)
                    {
                        yield return settings.Finding(
                            entry.Location,
                            $"Namespace '{entry.Value}' is a system namespace and must not be a member of GlobalNamespace '{globalNamespace.Metadata.Name}'.",
                            HelpFor(entry.Value, pattern),
                            PlaceOf(pattern, context));
                    }
                    else if (GatewayOwner(entry.Value, member, context, clusters) is { } owner)
                    {
                        yield return settings.Finding(
                            entry.Location,
                            $"Namespace '{entry.Value}' holds the control plane or a gateway of cluster '{owner.Name}' and must not be a member of GlobalNamespace '{globalNamespace.Metadata.Name}'.",
                            "Take it out of the members.",
                            new RelatedLocation(owner.Origin.Location, $"Cluster '{owner.Name}' is declared here"));
                    }
                }
            }
        }
    }

    private static string HelpFor(string entry, string pattern) => entry == pattern
        ? "Take it out of the members."
        : $"It matches '{pattern}' of the excluded namespaces; take it out of the members.";

    /// <summary>The line of the Mesh that excludes it; a built-in pattern has no place.</summary>
    private static ReadOnlySpan<RelatedLocation> PlaceOf(string pattern, RuleContext context) =>
        context.Specs.Mesh?.ExcludedNamespaces.FirstOrDefault(entry => entry.Value == pattern) is { } entry
            ? new RelatedLocation[] { new(entry.Location, "the Mesh excludes it here") }
            : [];

    private static ClusterSettings? GatewayOwner(
        string @namespace,
        MemberSpec member,
        RuleContext context,
        Dictionary<string, ClusterSettings> clusters) =>
        MemberNamespaces.SelectedBy(member.Clusters, context.Specs.Clusters)
            .Select(cluster => clusters.GetValueOrDefault(cluster.Metadata.Name.Value))
            .FirstOrDefault(cluster => cluster is not null && SystemNamespaces.IsControlPlaneOrGateway(@namespace, cluster));
}
