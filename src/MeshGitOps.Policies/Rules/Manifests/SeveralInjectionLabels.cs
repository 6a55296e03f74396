using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A namespace with both labels for injection, of which one is passed over.</summary>
public sealed class SeveralInjectionLabels : Rule
{
    private const string Injection = "istio-injection";
    private const string Revision = "istio.io/rev";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "several-injection-labels",
        "several injection labels",
        Severity.Warning,
        """
        A revision of Istio injects a namespace with its label 'istio.io/rev' only if the namespace has no label 'istio-injection'.
        With both the revision is passed over: 'enabled' gives the pods the sidecars of the default revision, 'disabled' gives them none.
        In the middle of an upgrade by revisions that is an outage nobody looks for.
        Keep one of the two labels.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0123 and the webhook selectors of Istio's charts";

    public override ImmutableArray<string> Aliases => ["IST0123"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            istio-injection: enabled
            istio.io/rev: [|stable|]
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            istio.io/rev: stable
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Check(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        // Where the Cluster declares a revision the planner reports a member whose label does not count.
        var members = cluster.Plan?.Settings.InjectionRevision is null
            ? []
            : cluster.Plan.Memberships.SelectMany(membership => membership.Namespaces).ToHashSet(StringComparer.Ordinal);
        foreach (var item in cluster.Inventory.Namespaces.Where(item => !members.Contains(item.Name)))
        {
            if (item.Labels.TryGetValue(Injection, out var injection) && item.Labels.TryGetValue(Revision, out var revision))
            {
                yield return settings.Finding(
                    item.Metadata.Mapping("labels").LocatedText(Revision)?.Location ?? item.Location,
                    $"Namespace '{item.Name}' has the label '{Revision}: {revision}', which does not count beside '{Injection}: {injection}'.",
                    "Keep one of the two labels.");
            }
        }
    }
}
