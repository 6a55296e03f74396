using System.Collections.Immutable;
using System.Net;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An address of a ServiceEntry that no sidecar redirects, or that belongs to somebody else.</summary>
public sealed class ServiceEntryAddressReserved : Rule
{
    private static readonly ImmutableArray<Reserved> Always =
    [
        new(IPNetwork.Parse("0.0.0.0/8"), "'this network' (0.0.0.0/8), to which nothing connects", Severity.Error, null),
        new(IPNetwork.Parse("127.0.0.0/8"), "loopback (127.0.0.0/8), which no sidecar redirects", Severity.Error, null),
        new(IPNetwork.Parse("224.0.0.0/4"), "multicast (224.0.0.0/4), which has no connections", Severity.Error, null),
        new(IPNetwork.Parse("240.240.0.0/16"), "Istio's own addresses (240.240.0.0/16), which it gives to entries without one", Severity.Warning, null),
    ];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "service-entry-address-reserved",
        "service entry address reserved",
        Severity.Error,
        """
        The address of a ServiceEntry is what clients connect to, and it must reach the sidecar.
        Loopback stays in the pod and is not redirected, and multicast and 0.0.0.0/8 have no connections: no call to such an address arrives.
        An address of the cluster's pods or Services takes the traffic of whoever gets it.
        Those of 240.240.0.0/16 are given away by Istio itself, those of the workspace's range to global hosts: such an address is a warning, as is one of pods or Services.
        Take one from a range that nobody routes, such as 240.128.0.0/16.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's page on replicated control planes, which warns of loopback and multicast, and autoAllocateIPs in pilot/pkg/serviceregistry";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: messenger, namespace: postcard}
        spec:
          hosts: [messenger.example.com]
          addresses: [[|127.127.42.69|]]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 3000, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: messenger, namespace: postcard}
        spec:
          hosts: [messenger.example.com]
          addresses: [240.128.42.69]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 3000, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var specs = context.Specs.Clusters.ToLookup(cluster => cluster.Metadata.Name.Value, StringComparer.Ordinal);
        return context.Clusters.SelectMany(cluster => Of(cluster, specs[cluster.Name].FirstOrDefault(), context, settings)).OncePerPlace();
    }

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, ClusterSpec? spec, RuleContext context, RuleSettings settings)
    {
        if (cluster.ServiceEntries.IsEmpty)
        {
            yield break;
        }

        var reserved = RangesOf(cluster, spec, context);
        var taken = (cluster.Plan?.ClientEntries ?? []).Select(client => client.Host.VirtualAddress).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in cluster.DistinctEntries())
        {
            foreach (var address in entry.Addresses)
            {
                if (Find(reserved, address.Value) is { } range && !taken.Contains(ServiceEntryFacts.SingleAddress(address.Value) ?? ""))
                {
                    yield return FindingOf(settings, entry, address, range);
                }
            }
        }
    }

    private static ImmutableArray<Reserved> RangesOf(ClusterMesh cluster, ClusterSpec? spec, RuleContext context)
    {
        var ranges = Always.ToBuilder();
        ranges.AddRange(
            (spec?.PodCidrs ?? []).Select(cidr => (cidr, $"the pods of cluster '{cluster.Name}' ({cidr})"))
                .Concat((spec?.ServiceCidrs ?? []).Select(cidr => (cidr, $"the Services of cluster '{cluster.Name}' ({cidr})")))
                .SelectMany(item => IpLiterals.TryParseCidr(item.cidr.Value) is { } range
                    ? new[] { new Reserved(range, item.Item2, Severity.Warning, item.cidr.Location) }
                    : []));
        var declared = context.Specs.Workspace.VirtualAddressRange;
        var text = declared?.Value ?? WorkspaceSpec.DefaultVirtualAddressRange;
        if (cluster.Plan is { ClientEntries.IsEmpty: false } && IpLiterals.TryParseCidr(text) is { } own)
        {
            ranges.Add(new Reserved(own, $"the virtual addresses of global hosts ({text})", Severity.Warning, declared?.Location));
        }

        return ranges.ToImmutable();
    }

    /// <summary>A range such as 0.0.0.0/0 contains reserved addresses, but does not belong to them.</summary>
    private static Reserved? Find(ImmutableArray<Reserved> reserved, string text)
    {
        var network = IpLiterals.TryParseCidr(text);
        if ((network?.BaseAddress ?? IpLiterals.TryParse(text)) is not { } address)
        {
            return null;
        }

        return reserved.FirstOrDefault(item => item.Range.Contains(address) && (network is not { } range || range.PrefixLength >= item.Range.PrefixLength));
    }

    private static Diagnostic FindingOf(RuleSettings settings, ServiceEntry entry, Located<string> address, Reserved range) => settings.FindingAtMost(
        range.Limit,
        address.Location,
        $"Address '{address}' of {entry.Object} belongs to {range.Name}.",
        "Take an address that nobody routes and nobody else gives away, such as one of 240.128.0.0/16.",
        range.Location is { } location ? [new RelatedLocation(location, "the range is declared here")] : []);

    private sealed record Reserved(IPNetwork Range, string Name, Severity Limit, SourceLocation? Location);
}
