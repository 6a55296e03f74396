using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The object <c>default</c> of OpenShift's DNS operator: <c>spec.servers</c> with the stubs that the cluster has and ours.
/// The list has no <c>x-kubernetes-list-type</c> (operator/v1 of openshift/api), so that it is atomic: a server-side apply replaces
/// the whole of it, and a server that stands in no patch is gone. The others are therefore declared in <c>dns.stubDomains</c>.
/// The operator has the plugin <c>forward</c> only.
/// </summary>
internal static class OpenshiftStub
{
    public const string ApiVersion = "operator.openshift.io/v1";
    public const string Kind = "DNS";
    public const string Name = "default";

    /// <summary>A name is a service name of RFC 6335: at most 15 letters, digits and hyphens.</summary>
    private const string OwnServer = "meshgitops";

    public static Manifest? Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        if (StubTable.Merge(plan, target, bag) is not var (ours, stubs))
        {
            return null;
        }

        var others = stubs.Where(stub => !ours.Contains(stub.Key)).Select(Other);
        var servers = ours.IsEmpty ? others : others.Append(Server(OwnServer, ours, target.Upstreams));
        return Create(plan.Dns.Origin ?? plan.Settings.Origin, ours, servers);
    }

    /// <summary>The servers that the Cluster declares now, then those of the earlier render that are not ours.</summary>
    public static Manifest? Release(Manifest previous, ClusterPlan? plan, DiagnosticBag bag)
    {
        var stubs = new SortedDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (plan is not null)
        {
            StubTable.AddExisting(plan, stubs, bag);
        }

        var declared = stubs.Select(Other).ToList();
        var names = declared.Select(NameOf).Append(OwnServer).ToHashSet();
        return bag.HasErrors ? null : Create(previous.Origin, [], declared.Concat(ServersOf(previous).Where(server => !names.Contains(NameOf(server)))));
    }

    private static ManifestMapping Other(KeyValuePair<string, ImmutableArray<string>> stub) =>
        Server($"stub-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stub.Key)))[..10]}", [stub.Key], stub.Value);

    private static ManifestMapping Server(string name, ImmutableArray<string> zones, ImmutableArray<string> upstreams) => new ManifestBuilder()
        .Add("name", name)
        .Add("zones", zones)
        .Add("forwardPlugin", new ManifestBuilder().Add("upstreams", upstreams))
        .Build();

    private static Manifest Create(Origin origin, IEnumerable<string> ours, IEnumerable<ManifestMapping> servers) => SharedPatch.Create(
        ApiVersion,
        Kind,
        null,
        Name,
        origin,
        ours,
        "spec",
        new ManifestBuilder().Add("servers", new ManifestSequence([.. servers])).Build());

    private static IEnumerable<ManifestMapping> ServersOf(Manifest manifest) =>
        manifest.Root["spec"] is ManifestMapping spec && spec["servers"] is ManifestSequence servers
            ? servers.Items.OfType<ManifestMapping>()
            : [];

    private static string? NameOf(ManifestMapping server) => (server["name"] as ManifestString)?.Value;
}
