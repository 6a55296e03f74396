using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Meshes;

/// <summary>What all clusters share: trust, mTLS, excluded namespaces, telemetry. At most one in a workspace.</summary>
public sealed record MeshSpec
{
    public required SpecMetadata Metadata { get; init; }

    public Located<string>? TrustDomain { get; init; }

    public ImmutableArray<Located<string>> TrustDomainAliases { get; init; } = [];

    /// <summary>The roots in use: a name that clusters refer to, and the SHA-256 fingerprint.</summary>
    public ImmutableArray<RootCertificate> RootCertificates { get; init; } = [];

    /// <summary>Names of roots that every cluster also accepts.</summary>
    public ImmutableArray<Located<string>> TrustBundle { get; init; } = [];

    public Located<MtlsMode>? MtlsMode { get; init; }

    /// <summary>Patterns that are added to the built-in list.</summary>
    public ImmutableArray<Located<string>> ExcludedNamespaces { get; init; } = [];

    /// <summary>Who scrapes metrics, by its service account.</summary>
    public NamespacedReference? Scraper { get; init; }

    public const string DefaultTrustDomain = "cluster.local";
}

/// <summary>A root of trust by its name and fingerprint (<c>sha256:…</c>).</summary>
public sealed record RootCertificate(Located<string> Name, Located<string> Fingerprint);
