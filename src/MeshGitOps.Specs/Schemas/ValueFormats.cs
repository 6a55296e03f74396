using System.Collections.Frozen;
using System.Globalization;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Specs.Schemas;

/// <summary>The list of formats that schemas use.</summary>
internal static class ValueFormats
{
    public static readonly FrozenDictionary<string, ValueFormat> All = new ValueFormat[]
    {
        new(
            "object-name",
            "a DNS label (lower-case letters, digits and '-', at most 63 characters) and no device name of Windows",
            DnsNames.IsObjectName),
        new(
            "rule",
            "the name of a rule, or a code such as IST0118",
            text => text.Length <= 63 && text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')),
        new(
            "date",
            "a day as year, month and day",
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "For example '2027-01-31'."),
        new(
            "kind",
            "a kind, with its API group behind a dot or without",
            SpecValues.IsKindPattern,
            "For example 'Deployment' or 'VirtualService.networking.istio.io'."),
        new("label", "a DNS label (lower-case letters, digits and '-', at most 63 characters)", text => DnsNames.IsLabel(text)),
        new(
            "subdomain",
            "DNS labels in lower case with dots between them, at most 253 characters",
            SpecValues.IsSubdomain),
        new(
            "domain",
            "a DNS name in lower case (labels of at most 63 characters, 253 in all)",
            text => DnsNames.IsDomain(text),
            "For example 'acme.example.com'."),
        new(
            "name-pattern",
            "a name in lower case, in which '*' stands for any characters",
            SpecValues.IsNamePattern,
            "For example 'shop-*'."),
        new(
            "service-pattern",
            "a Service name or 'namespace/name', in which '*' stands for any characters",
            SpecValues.IsServicePattern,
            "For example 'shop-*' or 'default/kubernetes'."),
        new(
            "cluster-pattern",
            "the name of a Cluster, or '*' for all",
            text => text == "*" || DnsNames.IsLabel(text)),
        new("cidr", "an address range in CIDR form", IpLiterals.IsCidr, "For example '10.0.0.0/16'; the bits after the prefix are 0."),
        new("ipv4-cidr", "an IPv4 range in CIDR form", IpLiterals.IsIPv4Cidr, "For example '240.0.0.0/10'; the bits after the prefix are 0."),
        new("ip", "an IP address", IpLiterals.IsAddress, "For example '10.0.0.10'."),
        new("ipv4", "an IPv4 address", IpLiterals.IsIPv4, "For example '240.0.1.7'."),
        new(
            "ip-or-host",
            "an IP address or a host name in lower case",
            text => IpLiterals.IsAddress(text) || DnsNames.IsDomain(text),
            "A port stands in the field 'port'."),
        new(
            "ip-port",
            "a literal IP address, with or without a port",
            IpLiterals.IsAddressWithPort,
            "For example '10.0.0.10' or '10.0.0.10:53'; CoreDNS and kube-dns do not resolve names of upstreams."),
        new(
            "header-name",
            "the name of an HTTP header",
            SpecValues.IsHeaderName,
            "For example 'x-group'; without ':' and spaces."),
        new(
            "retry-on",
            "conditions of Envoy and status codes, with ',' between them and no space",
            SpecValues.IsRetryOn,
            "For example 'gateway-error,reset' or '5xx'."),
        new(
            "duration",
            "a duration of at least 1ms as Istio writes it",
            text => Durations.TryParse(text) is not null,
            "For example '10s', '1m30s' or '500ms'."),
        new(
            "quantity",
            "a quantity as Kubernetes writes it, not below 0",
            text => Quantity.TryParse(text) is { Value: >= 0 },
            "For example '500m', '4' or '16Gi'."),
        new(
            "label-key",
            "a label key (an optional prefix 'example.com/' and a name of at most 63 characters)",
            SpecValues.IsLabelKey),
        new(
            "label-value",
            "a label value (letters, digits, '-', '_' and '.', at most 63 characters)",
            SpecValues.IsLabelValue),
        new(
            "region",
            "a label value (letters, digits, '-', '_' and '.', at most 63 characters) that is not empty",
            text => text.Length > 0 && SpecValues.IsLabelValue(text),
            "It stands in labels and localities."),
        new("revision", "a revision of Istio (a DNS label), or empty", text => text.Length == 0 || DnsNames.IsLabel(text)),
        new(
            "context",
            "the name of a context, without control characters and without '-' at its start",
            text => text.Length is > 0 and <= 253 && text[0] != '-' && !text.Any(char.IsControl)),
        new("port-key", "a port from 1 to 65535", SpecValues.IsPort),
        new(
            "fingerprint",
            "'sha256:' and 64 hexadecimal digits in lower case",
            SpecValues.IsFingerprint,
            "openssl x509 -in root.pem -noout -fingerprint -sha256 prints the digits; take the colons out."),
        new(
            "path",
            "a relative path with '/' between the segments",
            SpecValues.IsRelativePath,
            "Paths are relative to meshgitops.yaml; '..' may climb, but not out of the git repository."),
        new(
            "istio-version",
            "a version of Istio, MAJOR.MINOR or MAJOR.MINOR.PATCH",
            text => IstioVersion.TryParse(text) is not null,
            "For example '1.26' or '1.26.3'."),
        new(
            "release",
            "a version, MAJOR.MINOR.PATCH",
            text => IstioVersion.TryParse(text) is { Patch: not null },
            "For example '1.11.1'."),
        new(
            "version-range",
            "a range of versions",
            text => VersionRange.TryParse(text) is not null,
            "For example '>=0.1', '>=0.1 <0.3' or '0.1'."),
        new(
            "trust-domain",
            "a trust domain (lower-case letters, digits, '.', '-' and '_', at most 255 characters)",
            SpecValues.IsTrustDomain,
            "For example 'cluster.local'; without 'spiffe://'."),
    }.ToFrozenDictionary(format => format.Name, StringComparer.Ordinal);

    public static ValueFormat Named(string name) =>
        All.TryGetValue(name, out var format)
            ? format
            : throw new InvalidOperationException($"The schema has the unknown format '{name}'.");
}
