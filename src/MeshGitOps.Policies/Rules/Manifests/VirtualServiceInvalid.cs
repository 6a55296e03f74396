using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A VirtualService that Istio refuses.</summary>
public sealed class VirtualServiceInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "virtual-service-invalid",
        "virtual service invalid",
        Severity.Error,
        """
        Istio refuses the VirtualService, so its hosts are routed as if it were not there.
        A rule does one thing: it routes, redirects, answers itself or delegates.
        Without hosts it is one that others delegate to, and then it has HTTP rules only.
        Change the field that the finding names.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateVirtualService in pkg/config/validation/validation.go of Istio, reported by istioctl as IST0106";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http:
          - redirect: {uri: /v2}
            [|route|]:
            - destination: {host: catalog}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http:
          - match: [{uri: {exact: /}}]
            redirect: {uri: /v2}
          - route:
            - destination: {host: catalog}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Once(cluster => cluster.VirtualServices, item => item.Object)
            .SelectMany(pair => VirtualServiceChecks.Of(pair.Item))
            .Select(refusal => refusal.ToFinding(settings));
}
