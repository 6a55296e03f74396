using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Clusters;

/// <summary>How names of global hosts are answered in a cluster.</summary>
public sealed record DnsSpec
{
    public required SourceLocation Location { get; init; }

    public Located<DnsProviderKind>? Provider { get; init; }

    public Located<DnsMode>? Mode { get; init; }

    public Located<DnsCapture>? Capture { get; init; }

    public Located<DnsZoneMode>? Zone { get; init; }

    /// <summary>The version of CoreDNS, <c>1.11.1</c>.</summary>
    public Located<string>? Version { get; init; }

    /// <summary>Literal <c>IP[:port]</c>, for Forward.</summary>
    public ImmutableArray<Located<string>> Upstreams { get; init; } = [];

    /// <summary>The path of the committed base Corefile.</summary>
    public Located<string>? Corefile { get; init; }

    /// <summary>Existing kube-dns stubs to keep: zone to name servers.</summary>
    public ImmutableArray<StubDomain> StubDomains { get; init; } = [];

    public Located<bool>? NodeLocalCache { get; init; }

    /// <summary>The ClusterIP of the small CoreDNS that answers the hosts.</summary>
    public Located<string>? ResponderClusterIP { get; init; }
}

public sealed record StubDomain(Located<string> Zone, ImmutableArray<Located<string>> Servers);

/// <summary>Who answers DNS in the cluster, and how it is configured.</summary>
public enum DnsProviderKind
{
    Coredns,
    CorednsCustom,
    KubeDns,
    EksAddon,
    Rke2,
    Openshift,
    None,
}

public enum DnsMode
{
    /// <summary>The sidecar's own DNS proxy answers.</summary>
    Capture,

    /// <summary>The cluster's DNS answers the hosts itself.</summary>
    Hosts,

    /// <summary>The cluster's DNS forwards the zone to a literal address.</summary>
    Forward,
}

/// <summary>Whether the mesh config sets <c>ISTIO_META_DNS_CAPTURE</c>.</summary>
public enum DnsCapture
{
    Unknown,
    Enabled,
    Disabled,
}

/// <summary>Whether other names of the zone fall through to the outside.</summary>
public enum DnsZoneMode
{
    Open,
    Closed,
}
