namespace MeshGitOps.Tests.Simulation;

/// <summary>Outlier detection and locality settings of one policy.</summary>
internal static class FailoverRules
{
    public static IEnumerable<Failure> Check(Fleet fleet, ClusterFacts facts, EntryView entry, object? policy)
    {
        var hasOutlierDetection = policy.At("outlierDetection") is not null;
        if (entry.Endpoints.Length > 1 && !hasOutlierDetection)
        {
            yield return new Failure(FailureReason.Failover, "has several endpoints and no outlier detection");
        }

        if (entry.Endpoints.Length == 1 && hasOutlierDetection)
        {
            yield return new Failure(FailureReason.Failover, "has outlier detection, which ejects its only endpoint");
        }

        var setting = policy.At("loadBalancer", "localityLbSetting");
        if (setting.Items("failoverPriority").Count > 0 && entry.Resolution == "DNS" && facts.IstioVersion < new Version(1, 30))
        {
            yield return new Failure(FailureReason.Failover, "has a failoverPriority, which an entry with DNS ignores before 1.30");
        }

        var failover = setting.Items("failover");
        if (failover.Count > 0 && setting.At("distribute") is not null)
        {
            yield return new Failure(FailureReason.Failover, "has distribute beside failover");
        }

        if (failover.DistinctBy(item => item.Text("from")).Count() != failover.Count)
        {
            yield return new Failure(FailureReason.Failover, "has two failover targets for one region");
        }

        var regions = fleet.Clusters.Values.Select(cluster => cluster.Facts.Region).ToHashSet(StringComparer.Ordinal);
        var named = entry.Endpoints.Select(endpoint => endpoint.Region).ToHashSet(StringComparer.Ordinal);
        foreach (var item in failover)
        {
            if (item.Text("from") is not { } from || item.Text("to") is not { } to || from == to
                || !regions.Contains(from) || !(regions.Contains(to) || named.Contains(to)))
            {
                yield return new Failure(FailureReason.Failover, $"has a failover from '{item.Text("from")}' to '{item.Text("to")}', which are not two regions of the fleet");
            }
        }
    }
}
