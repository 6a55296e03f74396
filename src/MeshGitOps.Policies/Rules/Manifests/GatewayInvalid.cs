using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A Gateway that Istio refuses, or takes with a warning.</summary>
public sealed class GatewayInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-invalid",
        "gateway invalid",
        Severity.Error,
        """
        Istio refuses the Gateway, so none of its ports opens.
        Each server has a port with a name of its own, hosts that clients can call, and TLS exactly where its protocol is encrypted.
        With SIMPLE and MUTUAL it says where the certificates are; with ISTIO_MUTUAL the mesh issues them.
        Where Istio takes the object with a warning, the finding is a warning at most.
        Change the field that the finding names.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateGateway in pkg/config/validation/validation.go of Istio, reported by istioctl as IST0106 and IST0133";

    public override ImmutableArray<string> Aliases => ["IST0106", "IST0133"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: shop}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {name: https, number: 443, protocol: [|HTTPS|]}
            hosts: [shop.example.com]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: shop}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {name: https, number: 443, protocol: HTTPS}
            hosts: [shop.example.com]
            tls: {mode: SIMPLE, credentialName: shop-certificate}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Once(cluster => cluster.Gateways, item => item.Object)
            .SelectMany(pair => GatewayChecks.Of(pair.Item))
            .Select(refusal => refusal.ToFinding(settings));
}
