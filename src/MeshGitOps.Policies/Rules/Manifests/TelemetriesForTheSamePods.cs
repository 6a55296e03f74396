using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two Telemetries for the same pods.</summary>
public sealed class TelemetriesForTheSamePods : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "telemetries-for-the-same-pods",
        "telemetries for the same pods",
        Severity.Warning,
        """
        Of two Telemetries for the same pods one applies, and which is not defined.
        The other one's logs, metrics and traces are missing, in each cluster those of another one.
        A namespace has one Telemetry without a selector, and a pod is selected by one at most.
        Put them together, or make their selectors differ.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0159 and IST0160";

    public override ImmutableArray<string> Aliases => ["IST0159", "IST0160"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: logs, namespace: shop}
        spec: {accessLogging: [{providers: [{name: envoy}]}]}
        ---
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: [|traces|], namespace: shop}
        spec: {tracing: [{randomSamplingPercentage: 10}]}
        """,
        """
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: logs, namespace: shop}
        spec:
          accessLogging: [{providers: [{name: envoy}]}]
          tracing: [{randomSamplingPercentage: 10}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters)
        {
            foreach (var finding in Check(cluster, settings))
            {
                if (places.Add((finding.Location.Path, finding.Location.Span.Start)))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        var forNamespace = new Dictionary<string, WorkloadPolicy>(StringComparer.Ordinal);
        var forWorkload = new Dictionary<KubernetesWorkload, WorkloadPolicy>(ReferenceEqualityComparer.Instance);
        foreach (var telemetry in cluster.Telemetries.Where(telemetry => !telemetry.HasTargetReference))
        {
            var @namespace = telemetry.Object.Key.Namespace;
            if (telemetry.SelectsAll)
            {
                if (!forNamespace.TryAdd(@namespace, telemetry) && forNamespace[@namespace] is var first && IsOther(first, telemetry))
                {
                    yield return settings.Finding(
                        telemetry.Object.Location,
                        $"{telemetry.Object} is for all pods of its namespace, as is '{first.Object.Key.Name}'.",
                        Help,
                        new RelatedLocation(first.Object.Location, "It stands here first."));
                }

                continue;
            }

            var shared = cluster.Workloads.Selected(@namespace, telemetry.Selector)
                .Where(workload => !forWorkload.TryAdd(workload, telemetry) && IsOther(forWorkload[workload], telemetry))
                .ToList();
            if (shared is [var workload, ..])
            {
                yield return settings.Finding(
                    telemetry.Object.Location,
                    $"{telemetry.Object} selects the pods of {workload.Kind} '{workload.Key}', as does '{forWorkload[workload].Object.Key.Name}'.",
                    Help,
                    new RelatedLocation(forWorkload[workload].Object.Location, "It selects them too."));
            }
        }
    }

    private const string Help = "Put them together, or make their selectors differ.";

    /// <summary>The same object twice is a finding of its own.</summary>
    private static bool IsOther(WorkloadPolicy first, WorkloadPolicy second) => first.Object.Key != second.Object.Key;
}
