using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>TLS settings of clients that exclude each other or lack a part.</summary>
public sealed class ClientTlsSettingsInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "client-tls-settings-invalid",
        "client tls settings invalid",
        Severity.Error,
        """
        Istio refuses the object, so clients connect without the TLS that it asks for.
        A credentialName and the paths of files exclude each other; MUTUAL needs the client's certificate and key from one of them.
        Who skips verification cannot verify names or a CA as well.
        Change the field that the finding names.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateTLS in pkg/config/validation/agent of Istio, reported by istioctl as IST0106";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: payments, namespace: shop}
        spec:
          host: payments.example.com
          trafficPolicy:
            tls:
              mode: MUTUAL
              credentialName: payments
              [|privateKey|]: /etc/certs/key.pem
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: payments, namespace: shop}
        spec:
          host: payments.example.com
          trafficPolicy:
            tls:
              mode: MUTUAL
              credentialName: payments
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Once(cluster => cluster.DestinationRules, item => item.Object)
            .SelectMany(pair => TrafficPolicies.Of(pair.Item)
                .Select(policy => policy.Policy.Mapping("tls"))
                .OfType<YamlMapping>()
                .SelectMany(tls => ClientTlsChecks.Of(pair.Item.Object, tls)))
            .Select(refusal => refusal.ToFinding(settings));
}
