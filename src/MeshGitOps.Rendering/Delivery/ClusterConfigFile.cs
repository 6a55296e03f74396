using System.Buffers;
using System.Text.Json;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery;

/// <summary>
/// What a template may want to know of a cluster, as JSON: <c>.meshgitops/&lt;cluster&gt;/config.json</c> for the git files generator of Argo CD.
/// Every key is always there, because a generator with <c>missingkey=error</c> stops at one that is not; none is named
/// <c>path</c>, which the generator keeps for itself.
/// </summary>
internal static class ClusterConfigFile
{
    public const string Name = "config.json";

    /// <summary>
    /// Which ApplicationSet makes the Application of the cluster; "" where Flux delivers. It is to choose by, and never the project of a template:
    /// whoever may write to the repository would choose what is allowed. A text at the top, as all versions of the selector read it.
    /// </summary>
    public const string AppProject = "appProject";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    public static byte[] Write(DeliveryPlan plan, ClusterPlan cluster)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString(AppProject, (cluster.Delivery as ArgoCdClusterPlan)?.Project ?? "");
            json.WriteString("cluster", cluster.Name);
            WriteDestination(json, cluster);
            json.WriteString("directory", plan.At($"clusters/{cluster.Name}"));
            WriteGlobalNamespaces(json, cluster);
            WriteLabels(json, cluster);
            json.WriteString("network", cluster.Settings.Network);
            json.WriteString("region", cluster.Settings.Region ?? "");
            json.WriteString("revision", cluster.Delivery?.Revision.Name ?? "");
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One of both is empty: Argo CD takes a cluster by its server or by its name.</summary>
    private static void WriteDestination(Utf8JsonWriter json, ClusterPlan cluster)
    {
        var server = (cluster.Delivery as ArgoCdClusterPlan)?.Server;
        json.WriteStartObject("destination");
        json.WriteString("name", server is null ? cluster.Name : "");
        json.WriteString("server", server ?? "");
        json.WriteEndObject();
    }

    private static void WriteGlobalNamespaces(Utf8JsonWriter json, ClusterPlan cluster)
    {
        json.WriteStartArray("globalNamespaces");
        foreach (var membership in cluster.Memberships)
        {
            json.WriteStringValue(membership.GlobalNamespace);
        }

        json.WriteEndArray();
    }

    private static void WriteLabels(Utf8JsonWriter json, ClusterPlan cluster)
    {
        json.WriteStartObject("labels");
        foreach (var (key, value) in cluster.Labels)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
