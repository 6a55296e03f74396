using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// Which clusters serve a service: those whose manifests hold the Service and a workload that its selector selects,
/// whose replicas are not 0. A Service with a selector and no workload counts, with a warning, because operators make pods.
/// </summary>
internal static class ServerPlanner
{
    /// <summary>Sorted by cluster; empty where nobody serves, which is reported.</summary>
    public static ImmutableArray<Server> Find(PlanningContext context, ServiceGroup group)
    {
        var servers = ImmutableArray.CreateBuilder<Server>();
        var refused = false;
        foreach (var candidate in group.Candidates)
        {
            var declared = DeclaredState(group.Spec, candidate.Cluster.Name);
            if (group.Spec is { Clusters.IsEmpty: false } && declared is null)
            {
                continue;
            }

            if (candidate.Service is { } service && IsRefused(context, group, service))
            {
                refused = true;
                continue;
            }

            if (Serve(context, group, candidate, declared) is { } server)
            {
                servers.Add(server);
            }
        }

        if (servers.Count == 0 && !refused)
        {
            ReportNotServed(context, group);
        }
        else if (servers.Count > 0 && servers.All(server => server.State == ServingState.Draining))
        {
            context.Diagnostics.Add(
                PlanDiagnostics.AllDraining,
                group.Location,
                $"Every cluster of service '{group.Key}' is draining, so its clients have no endpoint.",
                "Leave one cluster in state Serving until another one serves.");
            return [];
        }

        return servers.ToImmutable();
    }

    /// <summary>What the GlobalService says about a cluster; one with a backend serves unless it is listed as draining.</summary>
    private static ServingState? DeclaredState(GlobalServiceSpec? spec, string cluster) =>
        spec?.Clusters.FirstOrDefault(item => item.Name.Value == cluster)?.State
        ?? (spec?.Backends.Any(backend => backend.Cluster.Value == cluster) == true ? ServingState.Serving : null);

    private static Server? Serve(PlanningContext context, ServiceGroup group, ServiceCandidate candidate, ServingState? declared)
    {
        var state = declared ?? ServingState.Serving;
        if (candidate.Service is not { } service)
        {
            return new Server(candidate, state, []);
        }

        if (service.Selector.IsEmpty)
        {
            return declared is null ? null : new Server(candidate, state, []);
        }

        var workloads = candidate.Cluster.SelectWorkloads(service.Key.Namespace, service.Selector);
        if (workloads.IsEmpty)
        {
            // With declared accounts nothing is unknown any more.
            if (group.Spec is not { ServiceAccounts.IsEmpty: false })
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.ServiceWithoutWorkload,
                    service.Location,
                    $"No workload in the manifests of cluster '{candidate.Cluster.Name}' matches the selector of Service '{service.Key}'; it counts as served.",
                    "Add the workload's manifest, or declare 'serviceAccounts' in a GlobalService if an operator makes the pods.");
            }

            return new Server(candidate, state, []);
        }

        return workloads.All(workload => workload.Replicas == 0) && !IsServedWithoutPods(context, group, candidate, declared)
            ? null
            : new Server(candidate, state, workloads);
    }

    /// <summary>A GlobalService that names the cluster has the last word, as an autoscaler may make the pods.</summary>
    private static bool IsServedWithoutPods(PlanningContext context, ServiceGroup group, ServiceCandidate candidate, ServingState? declared)
    {
        if (declared == ServingState.Serving)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.ServedWithoutReplicas,
                candidate.Location,
                $"The workloads of Service '{candidate.Key}' in cluster '{candidate.Cluster.Name}' have 0 replicas, but GlobalService '{group.Spec?.Metadata.Name}' says that the cluster serves it.",
                "Give the workload replicas, or set 'state: Draining' if nothing runs there.");
        }

        return declared is not null;
    }

    private static bool IsRefused(PlanningContext context, ServiceGroup group, KubernetesService service)
    {
        if (service.Type == KubernetesServiceType.ExternalName)
        {
            Report(
                context, group, service, PlanDiagnostics.ExternalNameExported, PlanDiagnostics.ExternalNameLeftOut,
                "is of type ExternalName, which has no pods", "Exclude it in 'services.exclude' of the GlobalNamespace.");
            return true;
        }

        if (service.IsHeadless)
        {
            Report(
                context, group, service, PlanDiagnostics.HeadlessExported, PlanDiagnostics.HeadlessLeftOut,
                "is headless", "Add a Service with a ClusterIP for callers of other clusters, or exclude it in 'services.exclude' of the GlobalNamespace.");
            return true;
        }

        return false;
    }

    private static void Report(
        PlanningContext context,
        ServiceGroup group,
        KubernetesService service,
        Specs.Diagnostics.DiagnosticDescriptor exported,
        Specs.Diagnostics.DiagnosticDescriptor leftOut,
        string reason,
        string help)
    {
        if (group.Spec is { } spec)
        {
            context.Diagnostics.Add(
                exported,
                spec.Service.Location,
                $"Service '{service.Key}' of GlobalService '{spec.Metadata.Name}' {reason}.",
                help,
                new Specs.Diagnostics.RelatedLocation(service.TypeLocation, "the Service"));
            return;
        }

        context.Diagnostics.Add(leftOut, service.TypeLocation, $"Service '{service.Key}' {reason}, so it gets no global host.", help);
    }

    private static void ReportNotServed(PlanningContext context, ServiceGroup group)
    {
        if (group.Spec is { } spec)
        {
            // Clusters that are named and hold no Service are reported one by one.
            if (group.Candidates.IsEmpty && !(spec.Clusters.IsEmpty && spec.Backends.IsEmpty))
            {
                return;
            }

            context.Diagnostics.Add(
                PlanDiagnostics.NoServingCluster,
                spec.Service.Location,
                $"No member cluster of GlobalNamespace '{group.GlobalNamespace.Metadata.Name}' serves '{group.Key}'.",
                group.Candidates.IsEmpty
                    ? spec.StandsForManifest
                        ? "Name the clusters that run it in 'clusters', as no manifest says it."
                        : "Correct the reference, or add the Service to the manifests of a member cluster."
                    : "A cluster serves a Service with a selector whose workload has replicas; one without a selector is named in 'clusters'.",
                [.. group.Candidates.Select(candidate => new Specs.Diagnostics.RelatedLocation(candidate.Location, $"cluster '{candidate.Cluster.Name}'"))]);
            return;
        }

        foreach (var candidate in group.Candidates)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.NotServed,
                candidate.Location,
                candidate.Service is { Selector.IsEmpty: true }
                    ? $"Service '{group.Key}' has no selector and counts as served nowhere, so it gets no global host."
                    : $"The workloads of Service '{group.Key}' have 0 replicas in every cluster, so it gets no global host.",
                "Name the clusters that serve it in a GlobalService, or exclude it in 'services.exclude' of the GlobalNamespace.");
        }
    }
}
