using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A written SNI of the mesh that is not the one of every port that it is used for.</summary>
public sealed class SniOfAnotherPort : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "sni-of-another-port",
        "SNI of another port",
        Severity.Error,
        """
        The SNI between the sidecars of the mesh holds the port: 'outbound_.8080_._.host'.
        A DestinationRule writes such an SNI for all ports of a host with several ports, or for a port with another number.
        An east-west gateway forwards by the SNI, so calls to one port arrive at another, which answers something else or not at all.
        Leave 'sni' out, so that the sidecar makes the right one, or write it in the 'portLevelSettings' of its port.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "BuildDNSSrvSubsetKey in Istio's pilot/pkg/model and the sni of Istio's reference of ClientTLSSettings";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 8080}, {name: grpc, port: 9090}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            tls: {mode: ISTIO_MUTUAL, sni: [|outbound_.8080_._.catalog.shop.svc.cluster.local|]}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 8080}, {name: grpc, port: 9090}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            tls: {mode: ISTIO_MUTUAL}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            foreach (var part in TrafficPolicyPart.AllIn(mesh))
            {
                if (part.Node.Mapping("tls").Text("sni") is { } sni
                    && PortIn(sni.Value) is { } port
                    && PortsOf(mesh, part).FirstOrDefault(known => known != port) is var other and not 0)
                {
                    yield return settings.Finding(
                        sni.Location,
                        $"The SNI in {part} is that of port {port}, but is used for port {other} too.",
                        part.IsForPort ? "Leave 'sni' out: the sidecar makes the right one." : "Leave 'sni' out, or write it in the 'portLevelSettings' of its port.");
                }
            }
        }
    }

    private static IEnumerable<int> PortsOf(ClusterMesh mesh, TrafficPolicyPart part)
    {
        if (part.IsForPort || part.Rule.Host is not { } host)
        {
            return part.Port is { } own ? [own.Value] : [];
        }

        // A port with settings of its own does not take those of the host.
        var withOwn = part.Node.Mappings("portLevelSettings").Select(port => port.Mapping("port").Integer("number")?.Value);
        return mesh.Hosts.Named(mesh.Hosts.FullName(host.Value, part.Rule.Object.Key.Namespace)) is [var known, ..]
            ? known.Ports.Select(port => port.Number).Except(withOwn.OfType<int>())
            : [];
    }

    /// <summary>8080 of <c>outbound_.8080_._.host</c>; null for any other name.</summary>
    private static int? PortIn(string sni) =>
        sni.StartsWith("outbound_.", StringComparison.Ordinal)
        && sni.IndexOf('_', 10) is var end and > 10
        && int.TryParse(sni.AsSpan(10, end - 10), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : null;
}
