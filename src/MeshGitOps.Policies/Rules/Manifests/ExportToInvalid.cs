using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An exportTo that Istio refuses.</summary>
public sealed class ExportToInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "export-to-invalid",
        "export to invalid",
        Severity.Error,
        """
        Istio refuses the object, so nobody sees it.
        'exportTo' lists namespaces once each; '.' is the object's own, '*' alone is all, and '~' alone is nobody, for a ServiceEntry only.
        A DestinationRule for some of the pods of its namespace cannot be exported to another one.
        Change the entry that the finding names.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "validateExportTo in pkg/config/validation/validation.go of Istio, reported by istioctl as IST0106";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          exportTo: [., [|shop|]]
          http:
          - route:
            - destination: {host: catalog}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          exportTo: [.]
          http:
          - route:
            - destination: {host: catalog}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var refusals = context.Once(cluster => cluster.ServiceEntries, item => item.Object).SelectMany(pair => ExportToChecks.Of(pair.Item))
            .Concat(context.Once(cluster => cluster.VirtualServices, item => item.Object).SelectMany(pair => ExportToChecks.Of(pair.Item)))
            .Concat(context.Once(cluster => cluster.DestinationRules, item => item.Object).SelectMany(pair => ExportToChecks.Of(pair.Item)));
        return refusals.Select(refusal => refusal.ToFinding(settings));
    }
}
