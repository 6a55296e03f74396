using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>One certificate in two Gateways on the same pods.</summary>
public sealed class CertificateInTwoGateways : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "certificate-in-two-gateways",
        "certificate in two gateways",
        Severity.Warning,
        """
        A browser that speaks HTTP/2 uses one connection for all hosts of a certificate.
        If two Gateways on the same pods share it, a request for a host of the second may come over a connection to the first, which does not know the host and answers 404.
        That happens now and then, to some clients only.
        Put the hosts of one certificate into one Gateway, or give each its own certificate.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#9429 and istioctl's IST0138";

    public override ImmutableArray<string> Aliases => ["IST0138"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: web}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: wildcard}
            hosts: [shop.example.com]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: www, namespace: web}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: [|wildcard|]}
            hosts: [www.example.com]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: web}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: wildcard}
            hosts: [shop.example.com, www.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var selected = new GatewayPods(cluster);
        var holders = new Dictionary<(string Pods, string Certificate), IstioGateway>();
        foreach (var gateway in cluster.Gateways.DistinctBy(gateway => gateway.Object.Key))
        {
            var pods = selected.Of(gateway);
            foreach (var server in gateway.Servers)
            {
                if (CertificateOf(server.Tls) is not var (certificate, name))
                {
                    continue;
                }

                IstioGateway? other = null;
                foreach (var pod in pods)
                {
                    if (!holders.TryAdd((pod, certificate), gateway) && holders[(pod, certificate)] != gateway)
                    {
                        other ??= holders[(pod, certificate)];
                    }
                }

                if (other is not null)
                {
                    yield return settings.Finding(
                        name.Location,
                        $"{gateway.Object} and {other.Object} share the certificate '{name}' on the same pods.",
                        "Put the hosts of one certificate into one Gateway.",
                        new RelatedLocation(other.Object.Location, $"{other.Object}"));
                }
            }
        }
    }

    /// <summary>A Secret by its name, else the files of certificate and key.</summary>
    private static (string Certificate, Located<string> Name)? CertificateOf(YamlMapping? tls)
    {
        if (tls.LocatedText("credentialName") is { } secret)
        {
            return ($"secret {secret}", secret);
        }

        return tls.LocatedText("serverCertificate") is { } file && tls.LocatedText("privateKey") is { } key
            ? ($"files {file} {key}", file)
            : null;
    }
}
