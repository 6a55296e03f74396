using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A port of an ExternalName Service that makes a sidecar take more traffic than that of the Service.</summary>
public sealed class ExternalNamePortWithoutProtocol : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "external-name-port-without-protocol",
        "external name port without protocol",
        Severity.Warning,
        """
        An ExternalName Service has no address of its own, so a TCP port of it makes a listener for every address.
        A port that is named 'tcp', or says no protocol, then catches what other clients send to that port number anywhere.
        Name the port by its protocol, 'http', 'https' or 'tls', or leave the ports out: DNS needs none.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0150 (pkg/config/analysis/analyzers/service/portname.go)";

    public override ImmutableArray<string> Aliases => ["IST0150"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: payments, namespace: shop}
        spec:
          type: ExternalName
          externalName: payments.example.com
          ports:
          - {name: [|tcp|], port: 443}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: payments, namespace: shop}
        spec:
          type: ExternalName
          externalName: payments.example.com
          ports:
          - {name: https, port: 443}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from port in PortsOf(context).DistinctBy(use => use.Port.Location)
        select settings.Finding(
            port.Port.Location,
            $"Port {port.Port.Number} of ExternalName Service '{port.Service.Key}' {Fault(port.Port)}, so sidecars catch all TCP traffic to that port.",
            "Name it by its protocol, such as 'http' or 'https', or take the ports out of the Service.");

    private static IEnumerable<(KubernetesService Service, KubernetesServicePort Port)> PortsOf(RuleContext context) =>
        from inventory in context.Inventories
        from service in inventory.Services
        where service.Type == KubernetesServiceType.ExternalName
        from port in service.Ports
        where port.TransportProtocol == "TCP"
            && (port is { Name: "tcp", AppProtocol: null } || PortProtocol.Of(port).Source == PortProtocolSource.None)
        select (service, port);

    private static string Fault(KubernetesServicePort port) => port.Name == "tcp" ? "is named 'tcp'" : "says no protocol";
}
