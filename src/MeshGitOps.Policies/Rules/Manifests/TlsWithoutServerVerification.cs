using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>TLS to a server whose certificate nothing is said about.</summary>
public sealed class TlsWithoutServerVerification : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "tls-without-server-verification",
        "TLS without server verification",
        Severity.Warning,
        """
        A DestinationRule opens TLS to a server (SIMPLE or MUTUAL) without 'caCertificates'.
        Before Istio 1.21 the proxy then accepts any certificate, so whoever gets between the two reads and changes the traffic.
        Later releases fall back on the public authorities of the proxy's image: fine for public servers, an outage for private ones, and only advice here.
        Name the file with the authorities in 'caCertificates', or a secret in 'credentialName' where a workload selector or gateway uses it.
        'insecureSkipVerify: true' says that it is meant.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0128 and IST0129, and VERIFY_CERTIFICATE_AT_CLIENT in Istio's compatibility profiles";

    public override ImmutableArray<string> Aliases => ["IST0128", "IST0129"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: bank, namespace: shop}
        spec:
          host: api.bank.example.com
          trafficPolicy:
            tls: {mode: [|SIMPLE|], sni: api.bank.example.com}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: bank, namespace: shop}
        spec:
          host: api.bank.example.com
          trafficPolicy:
            tls: {mode: SIMPLE, sni: api.bank.example.com, caCertificates: /etc/ssl/certs/ca-certificates.crt}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            foreach (var part in TrafficPolicyPart.AllIn(mesh))
            {
                var tls = part.Node.Mapping("tls");
                if (tls.Text("mode") is { Value: "SIMPLE" or "MUTUAL" } mode
                    && tls.Text("caCertificates") is not { Value.Length: > 0 }
                    && tls.Text("credentialName") is not { Value.Length: > 0 }
                    && !tls.IsTrue("insecureSkipVerify"))
                {
                    var hasDefault = mesh.Plan?.Settings.IstioVersion.IsAtLeast(1, 21) == true;
                    yield return settings.FindingAtMost(
                        hasDefault ? Severity.Info : Severity.Warning,
                        mode.Location,
                        $"The TLS in {part} does not say which authorities the server's certificate is checked with.",
                        "Add 'caCertificates', such as '/etc/ssl/certs/ca-certificates.crt' for public authorities.");
                }
            }
        }
    }
}
