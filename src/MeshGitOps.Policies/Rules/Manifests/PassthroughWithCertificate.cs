using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Certificates in a Gateway server that does not terminate TLS.</summary>
public sealed class PassthroughWithCertificate : Rule
{
    private static readonly string[] Fields =
        ["credentialName", "credentialNames", "serverCertificate", "privateKey", "caCertificates", "caCertCredentialName", "caCrl", "tlsCertificates", "subjectAltNames"];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "passthrough-with-certificate",
        "passthrough with certificate",
        Severity.Warning,
        """
        With mode PASSTHROUGH or AUTO_PASSTHROUGH a gateway passes the TLS of the client on and never shows a certificate.
        Certificates and identities that stand beside it are ignored: whoever wrote them believes that the gateway checks something.
        Remove them, or take mode SIMPLE or MUTUAL.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "validateTLSOptions in Istio's pkg/config/validation";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH, [|credentialName|]: cross-network}
            hosts: [hello.example.com]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from gateway in cluster.Gateways
         from server in gateway.Servers
         let mode = server.Tls.Text("mode")?.Value
         where mode is "PASSTHROUGH" or "AUTO_PASSTHROUGH"
         from field in Fields
         where server.Tls.Value(field) is not null
         select settings.Finding(
             server.Tls!.KeyLocation(field),
             $"'{field}' of {gateway.Object} has no effect, because mode {mode} passes the client's TLS on.",
             $"Remove '{field}', or take mode SIMPLE or MUTUAL.")).OncePerPlace();
}
