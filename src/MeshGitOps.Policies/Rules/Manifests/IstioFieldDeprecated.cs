using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A field or value of an Istio object that Istio gives up.</summary>
public sealed class IstioFieldDeprecated : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-field-deprecated",
        "istio field deprecated",
        Severity.Warning,
        """
        A later release of Istio passes over the field, and what it said no longer holds after the upgrade.
        Some have no effect already.
        Write what takes its place while both work.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "pkg/config/analysis/analyzers/deprecation and pkg/config/validation of Istio, reported by istioctl as IST0002";

    public override ImmutableArray<string> Aliases => ["IST0002"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http:
          - fault: {delay: {fixedDelay: 5s, [|percent|]: 10}}
            route: [{destination: {host: catalog}}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http:
          - fault: {delay: {fixedDelay: 5s, percentage: {value: 10}}}
            route: [{destination: {host: catalog}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var (_, item) in context.Once(cluster => cluster.Objects, item => item).Where(pair => IstioKinds.Find(pair.Item.Group, pair.Item.Kind) is not null))
        {
            foreach (var use in DeprecatedFields.Of(item))
            {
                yield return settings.Finding(use.Location, $"{item} has {use.What}, which is deprecated.", use.Help) with { Fix = use.Fix };
            }
        }
    }
}
