using System.Collections.Immutable;
using System.Net;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>What the stubs of a cluster lead to, and for which CoreDNS they are written.</summary>
/// <param name="IsClosed">Whether other names of a zone do not exist; where the zone is forwarded, only the responder can say so.</param>
/// <param name="Upstreams">Literal <c>IP[:port]</c>, without repeats, in the order of the spec; empty in mode Hosts means the node's own.</param>
internal sealed record StubTarget(CoreDnsVersion Version, DnsMode Mode, bool IsClosed, ImmutableArray<string> Upstreams)
{
    /// <summary>The server blocks that a template of the workspace rendered, by domain; empty where it has none.</summary>
    public ImmutableSortedDictionary<string, string> Blocks { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Of plugin <c>forward</c>.</summary>
    private const int MaxUpstreams = 15;

    public static Diagnosed<StubTarget> Resolve(ClusterPlan plan)
    {
        var bag = new DiagnosticBag();
        var dns = plan.Dns;
        var version = ResolveVersion(dns, bag);
        CheckClosed(plan, bag);
        var upstreams = dns is { Mode: DnsMode.Forward, ResponderClusterIP: { } responder }
            ? ResolveResponder(plan, responder, version, bag)
            : ResolveUpstreams(plan, bag);
        return bag.With(new StubTarget(version, dns.Mode, dns.IsClosed, upstreams));
    }

    private static CoreDnsVersion ResolveVersion(DnsPlan dns, DiagnosticBag bag)
    {
        if (dns.CoreDnsVersion is not { } declared)
        {
            return CoreDnsVersion.Default;
        }

        if (CoreDnsVersion.TryParse(declared.Value) is { } version)
        {
            return version;
        }

        bag.Add(
            DnsDiagnostics.CoreDnsVersionInvalid,
            declared.Location,
            $"'{declared.Value}' is not a version of CoreDNS.",
            $"Write it as '{CoreDnsVersion.Default}'.");
        return CoreDnsVersion.Default;
    }

    private static void CheckClosed(ClusterPlan plan, DiagnosticBag bag)
    {
        if (plan.Dns is { IsClosed: true, Zone: { } zone, Mode: DnsMode.Forward, ResponderClusterIP: null })
        {
            bag.Add(
                DnsDiagnostics.ClosedNotPossible,
                zone.Location,
                $"Zone 'Closed' of cluster '{plan.Name}' cannot be kept in mode 'Forward' without a responder: the upstreams decide which names exist.",
                "Declare 'responder: {clusterIP: IP}' in the place of 'upstreams', or leave 'zone' out.");
        }
    }

    private static ImmutableArray<string> ResolveResponder(
        ClusterPlan plan,
        Located<string> clusterIP,
        CoreDnsVersion version,
        DiagnosticBag bag)
    {
        var server = DnsServerAddress.ParseIP(clusterIP.Value) is { } ip ? new DnsServerAddress(clusterIP.Value, ip, 53) : (DnsServerAddress?)null;
        var refusal = server is { } parsed ? parsed.Refusal : "is no literal IP";
        if (server is not { Address: var address } || refusal is not null)
        {
            bag.Add(
                DnsDiagnostics.ResponderNotPossible,
                clusterIP.Location,
                $"The ClusterIP '{clusterIP.Value}' of the responder {refusal}.",
                "Choose a free address of the cluster's Service range.");
            return [];
        }

        if (!version.IsAtLeast(CoreDnsVersion.WithoutProxy))
        {
            bag.Add(
                DnsDiagnostics.ResponderNotPossible,
                plan.Dns.CoreDnsVersion?.Location ?? clusterIP.Location,
                $"The responder needs CoreDNS 1.5.0 or later, but cluster '{plan.Name}' declares {version}.",
                "Use mode 'Hosts' where the cluster DNS is CoreDNS.");
        }

        foreach (var upstream in plan.Dns.Upstreams)
        {
            if (Parse(upstream, bag) is { } other && !(other.Port == 53 && other.Address.Equals(address)))
            {
                bag.Add(
                    DnsDiagnostics.UpstreamBesideResponder,
                    upstream.Location,
                    $"Upstream '{upstream.Value}' stands beside the responder '{clusterIP.Value}', which alone knows the hosts.",
                    "Remove the upstream: the responder asks the node's own name servers for other names.",
                    new RelatedLocation(clusterIP.Location, "the responder"));
            }
        }

        return [clusterIP.Value];
    }

    private static ImmutableArray<string> ResolveUpstreams(ClusterPlan plan, DiagnosticBag bag)
    {
        var dns = plan.Dns;
        var location = dns.Location ?? plan.Settings.Origin.Location;
        var responder = dns.ResponderClusterIP;
        if (responder is not null)
        {
            bag.Add(
                DnsDiagnostics.ResponderUnused,
                responder.Location,
                $"The responder of cluster '{plan.Name}' is not rendered in mode '{dns.Mode}'.",
                "Remove 'responder', or choose mode 'Forward'.");
        }

        var result = ImmutableArray.CreateBuilder<string>();
        var servers = new HashSet<(IPAddress Address, int Port)>();
        foreach (var upstream in dns.Upstreams)
        {
            if (upstream.Value != responder?.Value
                && Parse(upstream, bag) is { } server
                && servers.Add((server.Address, server.Port)))
            {
                result.Add(upstream.Value);
            }
        }

        if (dns.Mode == DnsMode.Forward && dns.Upstreams.IsEmpty)
        {
            bag.Add(
                DnsDiagnostics.UpstreamMissing,
                location,
                $"Mode 'Forward' of cluster '{plan.Name}' has neither 'upstreams' nor a 'responder'.",
                "Declare 'responder: {clusterIP: IP}', or the literal addresses of name servers that know the hosts.");
        }

        if (result.Count > MaxUpstreams)
        {
            bag.Add(
                DnsDiagnostics.TooManyUpstreams,
                location,
                $"Cluster '{plan.Name}' has {result.Count} upstreams, but 'forward' takes at most {MaxUpstreams}.",
                "Keep two or three of them.");
        }

        return result.DrainToImmutable();
    }

    private static DnsServerAddress? Parse(Located<string> upstream, DiagnosticBag bag)
    {
        var server = DnsServerAddress.TryParse(upstream.Value);
        var refusal = server is { } parsed ? parsed.Refusal : "is no literal IP or IP:port";
        if (refusal is null)
        {
            return server;
        }

        bag.Add(
            DnsDiagnostics.UpstreamNotLiteral,
            upstream.Location,
            $"Upstream '{upstream.Value}' {refusal}.",
            "Write an address such as '10.100.0.53', '10.100.0.53:5353' or '[2001:db8::53]:53'; nothing is expanded.");
        return null;
    }
}
