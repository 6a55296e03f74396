using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Dns;

/// <summary>What the rendering of DNS stubs can find wrong.</summary>
public static class DnsDiagnostics
{
    public static readonly DiagnosticDescriptor ModeNotPossible = new(
        "MGO4101",
        "DNS mode not possible",
        Severity.Error,
        "The DNS provider of the cluster cannot answer names this way: kube-dns and OpenShift's operator only forward, "
        + "GKE Autopilot and Cloud DNS take no stubs at all. Names would stay unknown although every mesh object is right. "
        + "Choose one of the modes that the message names.");

    public static readonly DiagnosticDescriptor CaptureNotPossible = new(
        "MGO4103",
        "DNS capture cannot work",
        Severity.Error,
        "In mode Capture the sidecar answers the names of global hosts. That needs Istio 1.8 or later with ISTIO_META_DNS_CAPTURE "
        + "set in the mesh config; without it applications get NXDOMAIN. Enable it, or choose another mode.");

    public static readonly DiagnosticDescriptor BaseCorefileMissing = new(
        "MGO4104",
        "No base Corefile",
        Severity.Error,
        "The ConfigMap coredns holds one Corefile for everybody. Rendered without the Corefile that the cluster has, it would delete "
        + "every setting of others. Commit the cluster's Corefile and name it in dns.corefile.");

    public static readonly DiagnosticDescriptor CorefileNotReadable = new(
        "MGO4105",
        "Corefile not readable",
        Severity.Error,
        "CoreDNS does not load a Corefile with such a mistake: with the reload plugin the old one stays until the next pod starts, "
        + "and that pod does not come up.");

    public static readonly DiagnosticDescriptor CorefileMarkersWrong = new(
        "MGO4106",
        "Markers of a Corefile do not pair",
        Severity.Error,
        "What stands between '# BEGIN meshgitops gns=NAME' and '# END meshgitops gns=NAME' is replaced at each render. "
        + "With markers that do not pair it is not known what is ours, so nothing is touched.");

    public static readonly DiagnosticDescriptor ZoneDefinedElsewhere = new(
        "MGO4107",
        "Zone is defined elsewhere",
        Severity.Error,
        "CoreDNS refuses a Corefile with two server blocks for one zone and port. Somebody else answers this zone in the base Corefile: "
        + "take that block out, or choose another domain.");

    public static readonly DiagnosticDescriptor CorefilePluginDropped = new(
        "MGO4108",
        "Plugin is not in this CoreDNS",
        Severity.Error,
        "The base Corefile names a plugin or an option that the declared release of CoreDNS does not know, so that it does not load. "
        + "Replace 'proxy' by 'forward', and delete 'upstream' and 'resyncperiod' from the block of 'kubernetes'.");

    public static readonly DiagnosticDescriptor CorefilePluginDeprecated = new(
        "MGO4109",
        "Plugin is deprecated",
        Severity.Warning,
        "CoreDNS 1.4 still knows 'proxy', 1.5 does not: the Corefile stops loading with the next upgrade. Replace it by 'forward'.");

    public static readonly DiagnosticDescriptor CorefileZoneTwice = new(
        "MGO4110",
        "Zone stands twice in a Corefile",
        Severity.Error,
        "CoreDNS refuses a Corefile with two server blocks for one zone and port ('cannot serve …, it is already defined').");

    public static readonly DiagnosticDescriptor CorefileWithoutReload = new(
        "MGO4111",
        "Corefile without reload",
        Severity.Warning,
        "Without the plugin 'reload' CoreDNS does not see a changed ConfigMap until somebody restarts its pods.");

    public static readonly DiagnosticDescriptor CorefileForeignBlock = new(
        "MGO4112",
        "Block without a GlobalNamespace",
        Severity.Warning,
        "The base Corefile holds a block of a GlobalNamespace for which nothing is rendered in this cluster. It is kept, since another "
        + "workspace may own it. Remove it from the base if nobody does.");

    public static readonly DiagnosticDescriptor UpstreamNotLiteral = new(
        "MGO4113",
        "Upstream is no literal IP",
        Severity.Error,
        "Name servers of a stub are literal IP[:port]. A name, a placeholder or a shell expression makes CoreDNS or kube-dns refuse its "
        + "whole configuration, not only this stub.");

    public static readonly DiagnosticDescriptor UpstreamMissing = new(
        "MGO4114",
        "Forward without an upstream",
        Severity.Error,
        "Mode Forward sends the zone to somebody who knows the hosts. Name the addresses in dns.upstreams, or let dns.responder render one.");

    public static readonly DiagnosticDescriptor TooManyUpstreams = new(
        "MGO4115",
        "Too many upstreams",
        Severity.Error,
        "The plugin 'forward' of CoreDNS takes at most 15 servers; NodeLocal DNSCache turns stubs of kube-dns into the same plugin.");

    public static readonly DiagnosticDescriptor UpstreamBesideResponder = new(
        "MGO4116",
        "Upstream beside the responder",
        Severity.Error,
        "Queries are spread over all upstreams of a zone, but only the responder knows the hosts: the others would answer NXDOMAIN "
        + "for a part of the queries. Remove the upstreams, or the responder.");

    public static readonly DiagnosticDescriptor StubDomainTaken = new(
        "MGO4117",
        "Stub domain is taken",
        Severity.Error,
        "There is one list of servers per stub domain. The cluster has a stub for this zone that leads elsewhere; "
        + "it would be overwritten. Take it out of dns.stubDomains, or choose another domain.");

    public static readonly DiagnosticDescriptor StubDomainInvalid = new(
        "MGO4118",
        "Stub domain is not valid",
        Severity.Error,
        "One bad entry makes kube-dns refuse its whole configuration (pkg/dns/config of kubernetes/dns): names are DNS-1123 subdomains, "
        + "never the cluster domain; servers are IP[:port] or DNS names.");

    public static readonly DiagnosticDescriptor ZoneCoversClusterDomain = new(
        "MGO4119",
        "Zone covers the cluster domain",
        Severity.Error,
        "A stub for the cluster's own domain, or for a parent of it, takes every Service name away from the cluster DNS. "
        + "Choose a domain of your own.");

    public static readonly DiagnosticDescriptor ZoneTwice = new(
        "MGO4120",
        "Two GlobalNamespaces with one zone",
        Severity.Error,
        "A zone has one stub in a cluster. Give the GlobalNamespaces domains of their own, or move the alias into the other one.");

    public static readonly DiagnosticDescriptor CoreDnsVersionInvalid = new(
        "MGO4121",
        "Not a version of CoreDNS",
        Severity.Error,
        "The version decides which plugins a Corefile may name, and the image of the responder. Write it as '1.11.1', without 'v' and suffix.");

    public static readonly DiagnosticDescriptor ResponderUnused = new(
        "MGO4122",
        "Responder is not used",
        Severity.Warning,
        "In mode Hosts the cluster DNS answers the hosts itself, so that no responder is rendered. Remove it, or choose mode Forward.");

    public static readonly DiagnosticDescriptor ResponderNotPossible = new(
        "MGO4123",
        "Responder cannot run",
        Severity.Error,
        "The responder needs a fixed ClusterIP, a literal IP of the Service range, and CoreDNS 1.5 or later for its readiness.");

    public static readonly DiagnosticDescriptor ProviderNotOnPlatform = new(
        "MGO4124",
        "DNS provider does not fit the platform",
        Severity.Error,
        "AKS writes the ConfigMap coredns itself and GKE Autopilot the ConfigMap kube-dns: an edit is reverted or refused. "
        + "On AKS, coredns-custom is the place for own server blocks; on GKE Autopilot only mode Capture works.");

    public static readonly DiagnosticDescriptor CorefileWithoutBraces = new(
        "MGO4125",
        "Corefile without braces",
        Severity.Error,
        "A Corefile with a single server block may leave out its braces; everything to the end of the file belongs to that block then, "
        + "and no other block can be added.");

    public static readonly DiagnosticDescriptor ClosedNotPossible = new(
        "MGO4126",
        "Closed zone without a server of ours",
        Severity.Error,
        "In mode Forward other name servers answer the zone, and they decide whether a name exists. Only the responder, or mode Hosts, "
        + "can keep a zone closed.");

    public static readonly DiagnosticDescriptor CorefileNotAsValues = new(
        "MGO4127",
        "Corefile cannot be written as chart values",
        Severity.Error,
        "RKE2 makes the Corefile of a cluster from the values of its chart, which know server blocks with zones, one port and plugins. "
        + "What else stands in the base Corefile would be lost. Commit the Corefile that the chart has made in the cluster.");

    public static readonly DiagnosticDescriptor NodeLocalCacheNotPossible = new(
        "MGO4128",
        "Stub for NodeLocal DNSCache not possible",
        Severity.Error,
        "NodeLocal DNSCache sends everything but the cluster domain past the cluster DNS, so that it needs a stub of its own. It takes name "
        + "servers only: those of mode Forward. In mode Hosts it would have to ask the cluster DNS, whose address behind the cache is given "
        + "by the cluster and stands in no spec. OpenShift runs its own DNS on each node and has no such cache.");

    public static readonly DiagnosticDescriptor NotSound = new(
        "MGO4199",
        "Rendered DNS is not sound",
        Severity.Error,
        "What was rendered is read again before it is handed on, and it did not hold. This is a mistake of meshgitops: please report it.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        ModeNotPossible, CaptureNotPossible, BaseCorefileMissing, CorefileNotReadable, CorefileMarkersWrong,
        ZoneDefinedElsewhere, CorefilePluginDropped, CorefilePluginDeprecated, CorefileZoneTwice, CorefileWithoutReload,
        CorefileForeignBlock, UpstreamNotLiteral, UpstreamMissing, TooManyUpstreams, UpstreamBesideResponder, StubDomainTaken,
        StubDomainInvalid, ZoneCoversClusterDomain, ZoneTwice, CoreDnsVersionInvalid, ResponderUnused, ResponderNotPossible,
        ProviderNotOnPlatform, CorefileWithoutBraces, ClosedNotPossible, CorefileNotAsValues,
        NodeLocalCacheNotPossible, NotSound,
    ];
}
