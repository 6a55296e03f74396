using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The ConfigMap <c>kube-dns</c>: <c>stubDomains</c> with the stubs that the cluster has and ours.
/// The value is one JSON object for everybody, so that a patch has to hold all of it. NodeLocal DNSCache reads the same ConfigMap and
/// writes the server blocks itself, each with <c>bind</c> and its own addresses (cmd/node-cache/app/configmap.go of kubernetes/dns):
/// so that neither the addresses nor the Corefile of the cache have to be known here.
/// </summary>
internal static class KubeDnsStub
{
    public const string Name = "kube-dns";

    private const string Key = "stubDomains";

    private static readonly JsonWriterOptions Format = new() { Indented = true, IndentSize = 2, NewLine = "\n" };

    public static Manifest? Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag) =>
        StubTable.Merge(plan, target, bag) is var (ours, stubs) ? Create(plan.Dns.Origin ?? plan.Settings.Origin, ours, stubs) : null;

    /// <summary>What the earlier render held without our zones, and the stubs that the Cluster declares now.</summary>
    public static Manifest? Release(Manifest previous, ClusterPlan? plan, DiagnosticBag bag)
    {
        var stubs = ReadStubs(SharedConfigMap.ValueOf(previous, Key) ?? "{}");
        foreach (var zone in SharedPatch.OwnPartsOf(previous))
        {
            stubs.Remove(zone);
        }

        if (plan is not null)
        {
            StubTable.AddExisting(plan, stubs, bag);
        }

        return bag.HasErrors ? null : Create(previous.Origin, [], stubs);
    }

    private static Manifest Create(Origin origin, IEnumerable<string> ours, SortedDictionary<string, ImmutableArray<string>> stubs)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Format))
        {
            writer.WriteStartObject();
            foreach (var (zone, servers) in stubs)
            {
                writer.WriteStartArray(zone);
                foreach (var server in servers)
                {
                    writer.WriteStringValue(server);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return SharedConfigMap.Create(Name, origin, ours, [new(Key, Encoding.UTF8.GetString(stream.ToArray()) + "\n")]);
    }

    /// <summary>An entry that is no list of strings is no stub; a text that is no JSON object has none.</summary>
    private static SortedDictionary<string, ImmutableArray<string>> ReadStubs(string json)
    {
        var stubs = new SortedDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var entry in document.RootElement.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.Array))
                {
                    stubs[entry.Name] =
                    [
                        .. entry.Value.EnumerateArray()
                            .Where(server => server.ValueKind == JsonValueKind.String)
                            .Select(server => server.GetString() ?? ""),
                    ];
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The file was edited by hand: what cannot be read cannot be kept, and the render that found the edit stops before this.
            stubs.Clear();
        }

        return stubs;
    }
}
