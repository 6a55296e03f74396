using System.Collections.Immutable;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies.Fleet;

/// <summary>What several rules ask of a ServiceEntry.</summary>
internal static class ServiceEntryFacts
{
    public static string Namespace(this ServiceEntry entry) => entry.Object.Key.Namespace;

    /// <summary>The namespaces that see it: <c>*</c> for all, never <c>.</c>; empty for none.</summary>
    public static ImmutableArray<string> VisibleTo(this ServiceEntry entry) => MeshHosts.Visibility(entry.ExportTo, entry.Namespace());

    public static bool IsVisibleTo(this ServiceEntry entry, string @namespace) =>
        entry.VisibleTo() is var exportTo
        && (exportTo.Contains("*", StringComparer.Ordinal) || exportTo.Contains(@namespace, StringComparer.Ordinal));

    public static string ResolutionOf(ServiceEntry entry) => entry.Resolution?.Value ?? "NONE";

    public static bool IsResolvedByDns(this ServiceEntry entry) => entry.Resolution is { Value: "DNS" or "DNS_ROUND_ROBIN" };

    /// <summary>Written with <c>MESH_INTERNAL</c>: its endpoints have sidecars and speak mutual TLS.</summary>
    public static bool IsInternal(this ServiceEntry entry) => entry.MeshLocation is { Value: "MESH_INTERNAL" };

    /// <summary>Of an object that stands in two files the first; one without a name is always one of its own.</summary>
    public static IEnumerable<ServiceEntry> DistinctEntries(this ClusterMesh cluster) =>
        cluster.ServiceEntries.DistinctBy(entry => entry.Object.Key.Name.Length == 0
            ? (entry.Object.Key, entry.Object.Location.Path, entry.Object.Location.Span.Start)
            : (entry.Object.Key, "", 0));

    /// <summary>The address as it compares: <c>192.0.2.1/32</c> is <c>192.0.2.1</c>; null for a range and for what is no address.</summary>
    public static string? SingleAddress(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = IpLiterals.TryParse(slash < 0 ? text : text[..slash]);
        return address is not null && (slash < 0 || IpLiterals.TryParseCidr(text)?.PrefixLength == address.GetAddressBytes().Length * 8)
            ? address.ToString()
            : null;
    }
}
