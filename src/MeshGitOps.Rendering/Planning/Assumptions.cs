using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What a render takes for granted because nothing in the repository says it.</summary>
internal static class Assumptions
{
    /// <summary>One sentence each, in a fixed order.</summary>
    public static ImmutableArray<string> Of(ImmutableArray<ClusterContext> members, ImmutableArray<ClusterPlan> plans, ImmutableArray<ServedService> services)
    {
        var result = ImmutableArray.CreateBuilder<string>();
        var roots = members.Where(cluster => cluster.Settings.RootCertificate is null).ToList();
        if (members.Length > 1 && roots.Count > 0)
        {
            result.Add($"{Clusters(roots)} {Verb(roots, "declares", "declare")} no root certificate and {Verb(roots, "is", "are")} taken to share one with the others.");
        }

        var ranges = members.Where(cluster => cluster.Spec.PodCidrs.IsEmpty || cluster.Spec.ServiceCidrs.IsEmpty).ToList();
        if (ranges.Count > 0)
        {
            result.Add($"{Clusters(ranges)} {Verb(ranges, "does", "do")} not declare all pod and Service ranges, which are taken not to hold any virtual address.");
        }

        var unknown = services.Where(service => IdentityPlanner.FirstUnknown(service) is not null).Select(service => service.Group.Key.ToString()).ToList();
        if (unknown.Count > 0)
        {
            result.Add($"The workloads of {Shorten(unknown)} are unknown: clients do not check the identity of the servers.");
        }

        var captures = members
            .Where(cluster => cluster.Settings is { DnsMode: DnsMode.Capture, DnsCapture: DnsCapture.Unknown }
                && plans.Any(plan => plan.Name == cluster.Name && !plan.ClientEntries.IsEmpty))
            .ToList();
        if (captures.Count > 0)
        {
            result.Add($"The mesh config of {Clusters(captures, lower: true)} is taken to switch DNS capture on (ISTIO_META_DNS_CAPTURE).");
        }

        // One that is not even declared is reported.
        var egresses = members
            .Where(cluster => cluster.Spec.EgressGateway is not null
                && cluster.Service(EgressChecks.ServiceOf(cluster)) is null
                && plans.Any(plan => plan.Name == cluster.Name && !plan.EgressEntries.IsEmpty))
            .ToList();
        if (egresses.Count > 0)
        {
            result.Add($"The egress {(egresses.Count == 1 ? "gateway" : "gateways")} of {Clusters(egresses, lower: true)} {Verb(egresses, "is", "are")} taken to have a Service that exposes the port for mesh traffic; the manifests do not hold it.");
        }

        result.AddRange(DnsAssumptions.Of(plans));
        return result.ToImmutable();
    }

    private static string Clusters(List<ClusterContext> clusters, bool lower = false)
    {
        var word = clusters.Count == 1 ? "Cluster" : "Clusters";
        return $"{(lower ? word.ToLowerInvariant() : word)} {Shorten([.. clusters.Select(cluster => cluster.Name)])}";
    }

    private static string Shorten(List<string> names) =>
        names.Count <= 5 ? Words.List(names) : $"{Words.List(names.Take(5).Append($"{names.Count - 5} more"))}".Replace($"'{names.Count - 5} more'", $"{names.Count - 5} more", StringComparison.Ordinal);

    private static string Verb(List<ClusterContext> clusters, string one, string several) => clusters.Count == 1 ? one : several;
}
