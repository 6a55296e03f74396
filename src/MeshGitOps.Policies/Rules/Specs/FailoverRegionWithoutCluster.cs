using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A failover from or to a region in which no cluster of the GlobalNamespace lies.</summary>
public sealed class FailoverRegionWithoutCluster : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "failover-region-without-cluster",
        "failover region without cluster",
        Severity.Warning,
        """
        A failover names the region whose clusters take over when those of the own region fail.
        Where no cluster of the GlobalNamespace lies in one of the two, the line has no effect: traffic goes to all other regions alike.
        It is usually left over from a cluster that is no member any more; a region of no cluster at all is an error that no policy can allow (MGO2023).
        Write the region of a member cluster, or take the line out.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "Istio's applyLocalityFailover, which compares regions letter by letter";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
          failover:
            regions: [{from: us-east-1, to: [|us-west-2|]}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
          failover:
            regions: [{from: us-east-1, to: us-west-2}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            var regions = MemberNamespaces.ClustersOf(globalNamespace, context.Specs)
                .Select(cluster => cluster.Region?.Value)
                .OfType<string>()
                .ToImmutableSortedSet(StringComparer.Ordinal);
            var failovers = context.Specs.GlobalServices
                .Where(service => service.GlobalNamespace.Value == globalNamespace.Metadata.Name.Value)
                .Select(service => service.Failover)
                .Prepend(globalNamespace.Failover);
            foreach (var region in failovers.SelectMany(Regions).Where(region => !regions.Contains(region.Value)))
            {
                yield return settings.Finding(
                    region.Location,
                    $"No cluster of GlobalNamespace '{globalNamespace.Metadata.Name}' lies in region '{region}', so this failover has no effect.",
                    regions.IsEmpty ? null : $"Its clusters lie in {string.Join(", ", regions.Select(name => $"'{name}'"))}.");
            }
        }
    }

    private static IEnumerable<Located<string>> Regions(FailoverSpec? failover) =>
        (failover?.Regions ?? []).SelectMany(region => new[] { region.From, region.To });
}
