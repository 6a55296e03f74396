using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What is true of a service's servers taken together.</summary>
internal static class ReplicationChecks
{
    public static void Check(PlanningContext context, ServedService service)
    {
        CheckStateful(context, service);
        CheckIdentity(context, service);
    }

    private static void CheckStateful(PlanningContext context, ServedService service)
    {
        var serving = service.Servers.Where(server => server.State == ServingState.Serving).ToList();
        var port = service.Ports.FirstOrDefault(port =>
            port.Protocol is MeshProtocol.Tcp or MeshProtocol.Mongo or MeshProtocol.MySql or MeshProtocol.Redis);
        if (port is null || serving.Count < 2 || service.Group.Spec?.ReplicatedBackend?.Value == true)
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.StatefulInSeveralClusters,
            serving[1].Candidate.Location,
            $"Service '{service.Group.Key}' speaks {port.Protocol.ToIstio()} on port {port.Number} and is served by clusters {Words.List(serving.Select(server => server.Candidate.Cluster.Name))}.",
            "Exclude it in 'services.exclude' of the GlobalNamespace if each cluster uses its own, name one cluster in a GlobalService, or set 'replicatedBackend: true' there if it replicates.",
            new RelatedLocation(serving[0].Candidate.Location, $"cluster '{serving[0].Candidate.Cluster.Name}'"));
    }

    /// <summary>A Service without a workload has its own warning; this is for what a GlobalService names without accounts.</summary>
    private static void CheckIdentity(PlanningContext context, ServedService service)
    {
        if (IdentityPlanner.FirstUnknown(service) is not { Candidate.Service.Selector.IsEmpty: true } server)
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.ServerIdentityUnknown,
            service.Group.Location,
            $"The identity of service '{service.Group.Key}' in cluster '{server.Candidate.Cluster.Name}' is unknown, so clients do not check it.",
            "Declare 'serviceAccounts' in the GlobalService.",
            new RelatedLocation(server.Candidate.Location, "the Service has no selector"));
    }
}
