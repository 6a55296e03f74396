using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A key of the ConfigMap coredns-custom that CoreDNS does not import.</summary>
public sealed class CorednsCustomKeyIgnored : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "coredns-custom-key-ignored",
        "coredns-custom key ignored",
        Severity.Error,
        """
        Where the platform owns CoreDNS (AKS, k3s, DigitalOcean), its Corefile imports the keys of the ConfigMap 'coredns-custom' by pattern: '*.server' and '*.override'.
        A key with another ending is silently not imported, and the names that it should answer do not resolve.
        End the key with '.server' for a zone of its own, or with '.override' for lines inside the default zone.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "AKS' page on customising CoreDNS, and coredns/coredns#3412";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns-custom, namespace: kube-system}
        data:
          [|acme|]: |
            acme.example.com:53 { forward . 10.0.0.10 }
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns-custom, namespace: kube-system}
        data:
          acme.server: |
            acme.example.com:53 { forward . 10.0.0.10 }
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from entry in EntriesOf(context).DistinctBy(entry => entry.Key.Location)
        select settings.Finding(
            entry.Key.Location,
            $"CoreDNS does not import the key '{entry.Key.Value}' of ConfigMap 'coredns-custom'.",
            $"Name it '{entry.Key.Value}.server' for a zone of its own, or '{entry.Key.Value}.override'.");

    private static IEnumerable<YamlEntry> EntriesOf(RuleContext context) =>
        from cluster in context.Clusters
        from map in DnsConfigMaps.Named(cluster, "coredns-custom")
        from entry in map.Root.Mapping("data")?.Entries ?? []
        where !entry.Key.Value.EndsWith(".server", StringComparison.Ordinal)
            && !entry.Key.Value.EndsWith(".override", StringComparison.Ordinal)
        select entry;
}
