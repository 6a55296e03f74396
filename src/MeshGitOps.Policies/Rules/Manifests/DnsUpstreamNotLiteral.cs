using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An upstream in a committed Corefile that is a name, a shell expression or a placeholder.</summary>
public sealed class DnsUpstreamNotLiteral : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "dns-upstream-not-literal",
        "DNS upstream not literal",
        Severity.Error,
        """
        'forward' takes IP addresses and files; CoreDNS refuses the whole Corefile for anything else, and with the next restart the cluster has no DNS.
        A shell expression or a placeholder such as 'ISTIO_DNS_IP' is usually left from a guide that pipes the file through 'sed'.
        Write the address itself.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "CoreDNS' forward plugin, and istio/istio#22852";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            global:53 {
                forward . [|REPLACE_WITH_ISTIO_DNS_IP|]
            }
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            global:53 {
                forward . 10.96.0.53
            }
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var reported = new HashSet<SourceLocation>();
        foreach (var cluster in context.Clusters)
        {
            foreach (var map in DnsConfigMaps.Named(cluster, "coredns").Concat(DnsConfigMaps.Named(cluster, "coredns-custom")))
            {
                foreach (var entry in map.Root.Mapping("data")?.Entries ?? [])
                {
                    if (entry.Value is not YamlScalar text)
                    {
                        continue;
                    }

                    foreach (var upstream in CorefileUpstreams.Refused(new SourceText(text.Source.Path, text.Value)))
                    {
                        var place = DnsConfigMaps.PlaceOf(upstream.Value, text);
                        if (reported.Add(place))
                        {
                            yield return settings.Finding(
                                place,
                                $"Upstream '{Shown.Of(upstream.Value)}' in ConfigMap '{map.Key}' is no IP address, so CoreDNS refuses the Corefile.",
                                "Write the literal address of the name server.");
                        }
                    }
                }
            }
        }
    }
}
