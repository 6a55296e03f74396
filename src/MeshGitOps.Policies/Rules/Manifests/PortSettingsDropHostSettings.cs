using MeshGitOps.Policies.Routing;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Settings of a port that switch off those of the host.</summary>
public sealed class PortSettingsDropHostSettings : Rule
{
    private static readonly string[] Fields = ["connectionPool", "loadBalancer", "outlierDetection", "tls"];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "port-settings-drop-host-settings",
        "port settings drop host settings",
        Severity.Error,
        """
        A DestinationRule has settings for all ports of a host and others for one port.
        Istio does not merge the two: what 'portLevelSettings' leaves out has Istio's default for that port, not the value of the host.
        A port without the 'tls' of the host sends plaintext to a server that expects TLS, which is an error.
        Lost limits, load balancing or outlier detection are a warning.
        Repeat the settings of the host in those of the port.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "portLevelSettings in Istio's reference of DestinationRule, and GetPortLevelTrafficPolicy";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: bank, namespace: shop}
        spec:
          host: api.bank.example.com
          trafficPolicy:
            tls: {mode: SIMPLE, sni: api.bank.example.com, caCertificates: /etc/ssl/certs/ca-certificates.crt}
            portLevelSettings:
            - [|port|]: {number: 8443}
              connectionPool: {tcp: {maxConnections: 10}}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: bank, namespace: shop}
        spec:
          host: api.bank.example.com
          trafficPolicy:
            tls: {mode: SIMPLE, sni: api.bank.example.com, caCertificates: /etc/ssl/certs/ca-certificates.crt}
            portLevelSettings:
            - port: {number: 8443}
              connectionPool: {tcp: {maxConnections: 10}}
              tls: {mode: SIMPLE, sni: api.bank.example.com, caCertificates: /etc/ssl/certs/ca-certificates.crt}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var part in context.Clusters.SelectMany(TrafficPolicyPart.AllIn).Where(part => part.IsForPort))
        {
            var lost = Fields.Where(field => part.Outer.Value(field) is not null && part.Node[field] is null).ToList();
            if (lost.Count > 0)
            {
                var breaks = lost.Contains("tls") && part.Outer.Mapping("tls").Text("mode")?.Value is "SIMPLE" or "MUTUAL";
                yield return settings.FindingAtMost(
                    breaks ? Severity.Error : Severity.Warning,
                    part.Node.FirstKey(),
                    $"The settings of {(part.Port is null ? "a port" : $"port {part.Port.Value}")} in {part with { Port = null }} drop {Words.List(lost)} of all ports.",
                    "Repeat them for the port: they are not inherited.");
            }
        }
    }
}
