using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Rendering.Output;

/// <summary>
/// Where a manifest lies below the output directory. No two things can claim one place: the folder of a GlobalNamespace is
/// <c>mesh-&lt;name&gt;</c> and so never <c>shared</c>; a host has a dot or is written with a leading '_', which no DNS name has,
/// and so is never <c>namespace</c>.
/// </summary>
internal static class ManifestPaths
{
    private static readonly string[] DeviceNames = ["con", "prn", "aux", "nul"];

    public static string Of(OutputLayout layout, ClusterPlan plan, Manifest manifest)
    {
        var cluster = $"clusters/{plan.Name}";
        var (concern, globalNamespace, host) = manifest.Placement;
        if (concern == ManifestConcern.Shared)
        {
            return $"{cluster}/shared/{ObjectName(manifest)}.yaml";
        }

        if (concern == ManifestConcern.Template)
        {
            var folder = $"{cluster}/templates/{manifest.Placement.Template}";
            return layout == OutputLayout.PerCluster ? $"{folder}.yaml" : $"{folder}/{ObjectName(manifest)}.yaml";
        }

        if (concern == ManifestConcern.Cluster || globalNamespace is null)
        {
            return $"{cluster}/{ClusterFile(layout, manifest)}.yaml";
        }

        var file = layout == OutputLayout.PerCluster ? ConcernFile(concern) : host is null ? WordsOf(manifest.Kind) : HostFile(host);
        return $"{cluster}/mesh-{globalNamespace}/{file}.yaml";
    }

    private static string ClusterFile(OutputLayout layout, Manifest manifest) => (layout, manifest) switch
    {
        (OutputLayout.PerCluster, _) => "cluster",
        (_, { Kind: "Gateway", Name: EgressGateway.Name }) => "egress-gateway",
        (_, { Kind: "Gateway" }) => "gateway",
        _ => ObjectName(manifest),
    };

    private static string ConcernFile(ManifestConcern concern) => concern switch
    {
        ManifestConcern.Client => "client",
        ManifestConcern.Server => "server",
        ManifestConcern.Egress => "egress",
        _ => "global-namespace",
    };

    /// <summary>The host; with a leading '_' where it has no dot, or where Windows takes its first label for a device.</summary>
    private static string HostFile(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || IsDevice(host[..dot]) ? "_" + host : host;
    }

    private static bool IsDevice(string label) =>
        DeviceNames.Contains(label, StringComparer.OrdinalIgnoreCase)
        || (label.Length == 4
            && (label.StartsWith("com", StringComparison.OrdinalIgnoreCase) || label.StartsWith("lpt", StringComparison.OrdinalIgnoreCase))
            && char.IsAsciiDigit(label[3]));

    /// <summary><c>configmap-kube-system-coredns</c>.</summary>
    private static string ObjectName(Manifest manifest)
    {
        var kind = manifest.Kind.ToLowerInvariant();
        return manifest.Namespace is null ? $"{kind}-{manifest.Name}" : $"{kind}-{manifest.Namespace}-{manifest.Name}";
    }

    /// <summary><c>PeerAuthentication</c> as <c>peer-authentication</c>.</summary>
    private static string WordsOf(string kind) => string.Concat(kind.Select((character, index) =>
        char.IsAsciiLetterUpper(character)
            ? (index == 0 ? "" : "-") + char.ToLowerInvariant(character)
            : character.ToString()));
}
