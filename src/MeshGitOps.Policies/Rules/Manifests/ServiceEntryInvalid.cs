using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry that Istio refuses, or takes with a warning.</summary>
public sealed class ServiceEntryInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "service-entry-invalid",
        "service entry invalid",
        Severity.Error,
        """
        Istio refuses the ServiceEntry, or takes it and does something else than it says.
        In the webhook the whole delivery of the folder fails; without it the proxies never hear of the hosts.
        The hosts, addresses, ports and endpoints must fit each other and the resolution.
        Where Istio takes the object with a warning, the finding is a warning at most.
        Change the field that the finding names.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateServiceEntry in pkg/config/validation/validation.go of Istio, reported by istioctl as IST0106 and IST0133";

    public override ImmutableArray<string> Aliases => ["IST0106", "IST0133"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: payments, namespace: shop}
        spec:
          hosts: [payments.example.com]
          ports:
          - {name: https, number: 443, protocol: TLS}
          resolution: STATIC
          endpoints:
          - address: [|payments.example.net|]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: payments, namespace: shop}
        spec:
          hosts: [payments.example.com]
          ports:
          - {name: https, number: 443, protocol: TLS}
          resolution: DNS
          endpoints:
          - address: payments.example.net
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Once(cluster => cluster.ServiceEntries, item => item.Object)
            .SelectMany(pair => ServiceEntryChecks.Of(pair.Item))
            .Select(refusal => refusal.ToFinding(settings));
}
