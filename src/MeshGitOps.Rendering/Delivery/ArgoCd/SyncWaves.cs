using System.Globalization;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Delivery.ArgoCd;

/// <summary>
/// In which order Argo CD applies the objects of a cluster. It may stop after any wave, for minutes where an object is not healthy;
/// so nothing that sends traffic comes before what takes it:
/// namespaces; what gateways open and how they forward; where they forward to, and how clients will call; what clients call;
/// how requests are routed between these; the DNS server that answers the names of hosts; what sends queries there; what refuses plaintext.
/// A name that resolves before its entry is there would lead to an address that nobody answers,
/// and a DNS server that does not start must not keep routes from being updated.
/// What is no longer rendered goes last (<c>PruneLast</c>), and where one commit takes away what another cluster still calls
/// no order within one cluster helps: that is what <c>--phase</c> is for.
/// </summary>
internal static class SyncWaves
{
    public const string Annotation = "argocd.argoproj.io/sync-wave";

    private const int Namespaces = -1;
    private const int Gateways = 1;
    private const int Servers = 2;
    private const int Clients = 3;
    private const int Routes = 4;
    private const int DnsServers = 4;
    private const int DnsStubs = 5;
    private const int Policies = 6;

    /// <summary>What a template of the workspace makes stays as it is: in wave 0, or in the one that the template writes.</summary>
    public static Manifest Apply(Manifest manifest) =>
        WaveOf(manifest) is { } wave ? manifest with { Root = WithWave(manifest.Root, wave) } : manifest;

    private static int? WaveOf(Manifest manifest) => manifest switch
    {
        { Placement.Concern: ManifestConcern.Template } => null,
        { ApiVersion: "v1", Kind: "Namespace" } => Namespaces,
        { Placement.Concern: ManifestConcern.Shared } => DnsStubs,
        { Kind: "PeerAuthentication" or "AuthorizationPolicy" } => Policies,
        { Kind: "ServiceEntry", Placement.Concern: ManifestConcern.Client } => Clients,
        { Kind: "VirtualService" } => Routes,
        { Placement.Concern: ManifestConcern.Client } or { Kind: "ServiceEntry" } => Servers,
        { Placement.Concern: ManifestConcern.Cluster } when !ManifestOrder.GroupOf(manifest).EndsWith(".istio.io") => DnsServers,
        _ => Gateways,
    };

    private static ManifestMapping WithWave(ManifestMapping root, int wave)
    {
        var metadata = root["metadata"] as ManifestMapping ?? new ManifestMapping([]);
        var annotations = metadata["annotations"] as ManifestMapping ?? new ManifestMapping([]);
        var field = new ManifestField(Annotation, wave.ToString(CultureInfo.InvariantCulture));
        var place = annotations.Fields.TakeWhile(other => string.CompareOrdinal(other.Key, Annotation) < 0).Count();
        return With(root, "metadata", With(metadata, "annotations", new ManifestMapping(annotations.Fields.Insert(place, field))));
    }

    private static ManifestMapping With(ManifestMapping mapping, string key, ManifestMapping value) => mapping[key] is null
        ? new(mapping.Fields.Add(new ManifestField(key, value)))
        : new([.. mapping.Fields.Select(field => field.Key == key ? new ManifestField(key, value) : field)]);
}
