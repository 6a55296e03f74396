using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A subset whose labels no workload behind the Service has.</summary>
public sealed class SubsetSelectsNoPods : Rule
{
    /// <summary>Labels that endpoints get from their node or cluster, not from the manifest of a pod.</summary>
    private static readonly string[] TopologyLabels = ["topology.kubernetes.io/", "topology.istio.io/", "kubernetes.io/hostname", "failure-domain.beta.kubernetes.io/"];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "subset-selects-no-pods",
        "subset selects no pods",
        Severity.Error,
        """
        The labels of a subset, together with the selector of the Service, select no workload of the manifests.
        Calls that a route sends to the subset are answered with 503 (UH), because it has no endpoint.
        A subset that no VirtualService uses is only a warning, and so is one whose pods run in another cluster.
        Nothing is reported where the manifests hold no workload of the Service, and labels of nodes are left out.
        Write the labels of the pods, or take the subset out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0173";

    public override ImmutableArray<string> Aliases => ["IST0173"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog, version: v1}}, spec: {containers: [{name: main}]}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          subsets: [{name: [|v2|], labels: {version: v2}}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog, version: v1}}, spec: {containers: [{name: main}]}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          subsets: [{name: v1, labels: {version: v1}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var empty = context.Merge(EmptyIn, entry => entry.Subset.Name.Location);
        var used = context.Clusters.ToDictionary(
            mesh => mesh.Name,
            mesh => RouteUse.AllIn(mesh).Where(use => use.Destination.Subset is not null).Select(use => (use.FullHost, use.Destination.Subset?.Value)).ToHashSet(),
            StringComparer.Ordinal);
        foreach (var ((mesh, rule, subset, service), where) in empty)
        {
            var other = context.Clusters.FirstOrDefault(known =>
                known.Name != mesh.Name && known.Workloads.Selected(service.Key.Namespace, Selector(service, subset)).Count > 0);
            var isUsed = used[mesh.Name].Contains((FullHost(mesh, rule), subset.Name.Value));
            yield return settings.FindingAtMost(
                isUsed && other is null ? Severity.Error : Severity.Warning,
                subset.Name.Location,
                $"Subset '{subset.Name.Value}' of {rule.Object} selects no pods of Service '{service.Key}'{where}.",
                other is null ? Help(mesh, service, subset) : $"Its pods run in cluster '{other.Name}': split the versions in each cluster, behind its own Service.",
                new RelatedLocation(service.Location, "the Service is here"));
        }
    }

    private static IEnumerable<(ClusterMesh Mesh, DestinationRule Rule, DestinationSubset Subset, KubernetesService Service)> EmptyIn(ClusterMesh mesh) =>
        from rule in mesh.DestinationRules
        where rule.Host is not null && !rule.Subsets.IsEmpty
        from host in mesh.Hosts.Named(FullHost(mesh, rule)).Take(1)
        let service = host.Service
        where service is not null && !service.Selector.IsEmpty
        where mesh.Workloads.Selected(service.Key.Namespace, service.Selector).Count > 0
        from subset in rule.Subsets
        where mesh.Workloads.Selected(service.Key.Namespace, Selector(service, subset)).Count == 0
        select (mesh, rule, subset, service);

    private static string FullHost(ClusterMesh mesh, DestinationRule rule) =>
        mesh.Hosts.FullName(rule.Host?.Value ?? "", rule.Object.Key.Namespace);

    private static ImmutableSortedDictionary<string, string> Selector(KubernetesService service, DestinationSubset subset) =>
        service.Selector.SetItems(subset.Labels.Where(label => !TopologyLabels.Any(prefix => label.Key.StartsWith(prefix, StringComparison.Ordinal))));

    private static string Help(ClusterMesh mesh, KubernetesService service, DestinationSubset subset)
    {
        foreach (var (key, _) in subset.Labels)
        {
            var values = mesh.Workloads.Selected(service.Key.Namespace, service.Selector)
                .Select(workload => workload.PodLabels.GetValueOrDefault(key)).OfType<string>()
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(8).ToList();
            if (values.Count > 0)
            {
                return $"Its pods have '{key}' as {string.Join(", ", values.Select(value => $"'{value}'"))}.";
            }
        }

        return "Write labels that the pods of the Service have.";
    }
}
