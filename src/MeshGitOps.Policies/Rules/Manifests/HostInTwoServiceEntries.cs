using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two ServiceEntries for one host, of which some namespace sees both.</summary>
public sealed class HostInTwoServiceEntries : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "host-in-two-service-entries",
        "host in two service entries",
        Severity.Error,
        """
        Where a namespace sees two ServiceEntries for one host, Istio joins them only if they lie in one namespace and have the same resolution and 'exportTo'.
        Else it takes the older one and ignores the other, so that the order of creation decides where calls go, and another one in each cluster.
        With two protocols for one port, or two resolutions, calls end in a black hole on the wrong side: that is an error.
        Otherwise it is a warning.
        Write one ServiceEntry with all ports and endpoints of the host, or keep the two apart with 'exportTo'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "canMergeServices in Istio's pilot/pkg/model/sidecar.go, istio/istio#44327, #51466 and #55776, and istioctl's IST0177";

    public override ImmutableArray<string> Aliases => ["IST0177"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: billing, namespace: shop}
        spec:
          hosts: [billing.example.com]
          resolution: DNS
          ports: [{number: 443, name: tls, protocol: TLS}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: payments, namespace: shop}
        spec:
          hosts: [[|billing.example.com|]]
          resolution: DNS
          ports: [{number: 443, name: http, protocol: HTTP}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: billing, namespace: shop}
        spec:
          hosts: [billing.example.com]
          resolution: DNS
          ports: [{number: 443, name: tls, protocol: TLS}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: payments, namespace: shop}
        spec:
          hosts: [billing.example.com]
          resolution: DNS
          ports: [{number: 80, name: http, protocol: HTTP}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var hosts = new VisibleClaims<string, ServiceEntry>();
        var ports = new VisibleClaims<(string Host, int Port), Claim>();
        foreach (var entry in cluster.DistinctEntries())
        {
            var exportTo = entry.VisibleTo();
            foreach (var host in entry.Hosts.DistinctBy(host => host.Value))
            {
                var finding = hosts.Add(host.Value, exportTo, entry) is { } earlier ? FindingOf(settings, host, entry, earlier) : null;
                foreach (var port in entry.Ports.Where(port => port is { Number: not null, Protocol.Value.Length: > 0 }).DistinctBy(port => port.Number!.Value))
                {
                    var claim = new Claim(entry, port.Protocol?.Value.ToUpperInvariant() ?? "");
                    var number = port.Number?.Value ?? 0;
                    if (ports.Add((host.Value, number), exportTo, claim) is { } other && other.Entry != entry && other.Protocol != claim.Protocol)
                    {
                        finding = ProtocolFinding(settings, host, number, claim, other);
                    }
                }

                if (finding is not null)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Diagnostic? FindingOf(RuleSettings settings, Located<string> host, ServiceEntry entry, ServiceEntry earlier)
    {
        const string Help = "Write one ServiceEntry for the host, or let each namespace see one of them with 'exportTo'.";
        var related = new RelatedLocation(earlier.Object.Location, $"{earlier.Object} has the host as well");
        var (resolution, other) = (ServiceEntryFacts.ResolutionOf(entry), ServiceEntryFacts.ResolutionOf(earlier));
        if (resolution != other)
        {
            return settings.Finding(
                host.Location,
                $"{entry.Object} resolves host '{host}' by {resolution} and {earlier.Object} by {other}, and only the older one counts.",
                Help,
                related);
        }

        return entry.Namespace() == earlier.Namespace() && entry.VisibleTo().ToHashSet(StringComparer.Ordinal).SetEquals(earlier.VisibleTo())
            ? null
            : settings.FindingAtMost(
                Severity.Warning,
                host.Location,
                $"{entry.Object} and {earlier.Object} both have host '{host}', and only the older one counts where both are visible.",
                Help,
                related);
    }

    private static Diagnostic ProtocolFinding(RuleSettings settings, Located<string> host, int port, Claim claim, Claim other)
    {
        var isOneFamily = PortProtocol.Parse(claim.Protocol).Family() == PortProtocol.Parse(other.Protocol).Family();
        return settings.FindingAtMost(
            isOneFamily ? Severity.Warning : Severity.Error,
            host.Location,
            $"{claim.Entry.Object} says that port {port} of host '{host}' is {claim.Protocol}, and {other.Entry.Object} that it is {other.Protocol}.",
            "Say one protocol, in one ServiceEntry for the host.",
            new RelatedLocation(other.Entry.Object.Location, $"{other.Entry.Object} says {other.Protocol}"));
    }

    private sealed record Claim(ServiceEntry Entry, string Protocol);
}
