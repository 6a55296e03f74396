using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>How the names of global hosts are answered in one cluster.</summary>
public sealed record DnsPlan
{
    public static readonly DnsPlan None = new();

    public DnsMode Mode { get; init; } = DnsMode.Capture;

    public DnsProviderKind Provider { get; init; } = DnsProviderKind.None;

    /// <summary>The zones with their hosts, sorted by domain; empty in mode Capture and where nobody consumes.</summary>
    public ImmutableArray<DnsZone> Zones { get; init; } = [];

    /// <summary>Whether other names of a zone fall through or do not exist; null where the Cluster says nothing: they fall through.</summary>
    public Located<DnsZoneMode>? Zone { get; init; }

    /// <summary>Whether NodeLocal DNSCache stands before the provider; null where the Cluster says nothing: it does not.</summary>
    public Located<bool>? NodeLocalCache { get; init; }

    /// <summary>The version of CoreDNS; null where it is not declared: a current one then.</summary>
    public Located<string>? CoreDnsVersion { get; init; }

    /// <summary>Literal <c>IP[:port]</c> to forward to; the responder's address where there is one.</summary>
    public ImmutableArray<Located<string>> Upstreams { get; init; } = [];

    /// <summary>The committed base Corefile that our block is merged into.</summary>
    public SourceText? BaseCorefile { get; init; }

    /// <summary>Stubs of others that are kept, where all stubs are one value: kube-dns, OpenShift, NodeLocal DNSCache.</summary>
    public ImmutableArray<StubDomain> ExistingStubDomains { get; init; } = [];

    /// <summary>Whether the names of a zone that are no hosts do not exist.</summary>
    public bool IsClosed => Zone is { Value: DnsZoneMode.Closed };

    /// <summary>The ClusterIP of the responder; null where none is rendered.</summary>
    public Located<string>? ResponderClusterIP { get; init; }

    /// <summary>The domain of the cluster itself, which no stub may take over.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>The place of the Cluster's dns settings, or of the Cluster.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>The Cluster.</summary>
    public Origin? Origin { get; init; }
}

/// <summary>One zone of a stub. A host that lies outside its GlobalNamespace's domain is a zone of its own.</summary>
/// <param name="Records">Sorted by host.</param>
/// <param name="Location">The place of the domain in the GlobalNamespace.</param>
public sealed record DnsZone(
    string GlobalNamespace,
    string Domain,
    ImmutableArray<DnsRecord> Records,
    SourceLocation Location);

/// <summary>A host and its virtual address.</summary>
public sealed record DnsRecord(string Host, string Address);
