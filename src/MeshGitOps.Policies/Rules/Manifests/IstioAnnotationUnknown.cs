using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An annotation in the domain of Istio that Istio does not read.</summary>
public sealed class IstioAnnotationUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-annotation-unknown",
        "Istio annotation unknown",
        Severity.Warning,
        """
        Istio passes over annotations that it does not know, so a misspelt one does nothing and nobody is told.
        Write it as the page 'Resource Annotations' of Istio spells it; 'fix' corrects it where only one name is near.
        Where no name is near, the annotation may be of a release that is newer than this tool, so that the finding is for information only.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0108 and annotation/annotations.yaml of istio.io/api";

    public override ImmutableArray<string> Aliases => ["IST0108"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: catalog
          namespace: shop
          annotations:
            [|traffic.sidecar.istio.io/excludeInboundPort|]: "9090"
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: catalog
          namespace: shop
          annotations:
            traffic.sidecar.istio.io/excludeInboundPorts: "9090"
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var use in AnnotationUse.AllOf(context))
        {
            // Controllers of Istio keep state in the internal ones.
            if (IstioAnnotations.Find(use.Key.Value) is not null || use.Key.Value.StartsWith("internal.istio.io/", StringComparison.Ordinal))
            {
                continue;
            }

            var help = Suggestion.Help(use.Key.Value, IstioAnnotations.Names);
            yield return settings.FindingAtMost(
                help is null ? Severity.Info : Severity.Error,
                use.Key.Location,
                $"Istio knows no annotation '{Shown.Of(use.Key.Value)}', which stands on {use.Place}.",
                help) with
            {
                Fix = Suggestion.Only(use.Key.Value, IstioAnnotations.Names) is { } name
                    ? SuggestedFix.Safe($"Write '{name}'.", YamlEdits.Replace(use.Key, name))
                    : null,
            };
        }
    }
}
