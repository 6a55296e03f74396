using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The ConfigMap <c>kube-dns</c>: <c>stubDomains</c> with the stubs that the cluster has and ours.
/// The value is one JSON object for everybody, so that a patch has to hold all of it. Checked as kubernetes/dns does, pkg/dns/config.
/// </summary>
internal static class KubeDnsStub
{
    public const string Name = "kube-dns";

    private const string Key = "stubDomains";

    private static readonly JsonWriterOptions Format = new() { Indented = true, IndentSize = 2, NewLine = "\n" };

    public static Manifest? Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        var stubs = new SortedDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var existing = plan.Dns.ExistingStubDomains.DistinctBy(stub => stub.Zone.Value)
            .ToDictionary(stub => stub.Zone.Value, StringComparer.Ordinal);
        AddExisting(plan, stubs, bag);
        var ours = new List<string>();
        foreach (var zone in plan.Dns.Zones)
        {
            if (!existing.TryGetValue(zone.Domain, out var stub))
            {
                ours.Add(zone.Domain);
                stubs[zone.Domain] = target.Upstreams;
            }
            else if (!HaveSameServers(stubs[zone.Domain], target.Upstreams))
            {
                bag.Add(
                    DnsDiagnostics.StubDomainTaken,
                    stub.Zone.Location,
                    $"The stub '{zone.Domain}' of cluster '{plan.Name}' leads to '{string.Join("', '", stubs[zone.Domain])}', "
                    + $"but GlobalNamespace '{zone.GlobalNamespace}' needs '{string.Join("', '", target.Upstreams)}'.",
                    "Take the stub out of 'stubDomains', or choose another domain.",
                    new RelatedLocation(zone.Location, "the zone"));
            }
        }

        return bag.HasErrors ? null : Create(plan.Dns.Origin ?? plan.Settings.Origin, ours, stubs);
    }

    /// <summary>What the earlier render held without our zones, and the stubs that the Cluster declares now.</summary>
    public static Manifest? Release(Manifest previous, ClusterPlan? plan, DiagnosticBag bag)
    {
        var stubs = ReadStubs(SharedConfigMap.ValueOf(previous, Key) ?? "{}");
        foreach (var zone in SharedConfigMap.OwnPartsOf(previous))
        {
            stubs.Remove(zone);
        }

        if (plan is not null)
        {
            AddExisting(plan, stubs, bag);
        }

        return bag.HasErrors ? null : Create(previous.Origin, [], stubs);
    }

    private static void AddExisting(ClusterPlan plan, SortedDictionary<string, ImmutableArray<string>> stubs, DiagnosticBag bag)
    {
        foreach (var stub in plan.Dns.ExistingStubDomains)
        {
            CheckExisting(stub, plan, bag);
            stubs[stub.Zone.Value] = [.. stub.Servers.Select(server => server.Value)];
        }
    }

    private static void CheckExisting(StubDomain stub, ClusterPlan plan, DiagnosticBag bag)
    {
        var zone = stub.Zone.Value;
        var reason = !DnsNames.IsDomain(zone) ? "is no DNS name in lower case"
            : zone == plan.Dns.ClusterDomain ? "is the cluster's own domain"
            : stub.Servers.IsEmpty ? "has no server"
            : null;
        if (reason is not null)
        {
            bag.Add(
                DnsDiagnostics.StubDomainInvalid,
                stub.Zone.Location,
                $"The stub '{zone}' of cluster '{plan.Name}' {reason}.",
                "Correct or remove it: kube-dns refuses its whole configuration for one bad entry.");
        }

        foreach (var server in stub.Servers)
        {
            if (DnsServerAddress.TryParse(server.Value) is null && !DnsNames.IsDomain(server.Value))
            {
                bag.Add(
                    DnsDiagnostics.StubDomainInvalid,
                    server.Location,
                    $"Server '{server.Value}' of stub '{zone}' is no literal IP, IP:port or DNS name.",
                    "Write the address itself; nothing is expanded.");
            }
        }
    }

    private static bool HaveSameServers(ImmutableArray<string> left, ImmutableArray<string> right) =>
        left.Select(Canonical).ToHashSet(StringComparer.Ordinal).SetEquals(right.Select(Canonical));

    private static string Canonical(string server) =>
        DnsServerAddress.TryParse(server) is { } parsed ? $"[{parsed.Address}]:{parsed.Port}" : server;

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
