using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two injectors for the same pods.</summary>
public sealed class InjectionWebhooksOverlap : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "injection-webhooks-overlap",
        "injection webhooks overlap",
        Severity.Error,
        """
        A pod that two of Istio's injection webhooks select may get two sidecars, of two revisions, and then does not start.
        The selectors of the webhooks must leave each combination of 'istio-injection', 'istio.io/rev' and 'sidecar.istio.io/inject' to one of them.
        Take the webhook of the former revision out, or the tag that points to it.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "pkg/config/analysis/analyzers/webhook of Istio, reported by istioctl as IST0139";

    public override ImmutableArray<string> Aliases => ["IST0139"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector}
        webhooks:
        - name: namespace.sidecar-injector.istio.io
          namespaceSelector: {matchLabels: {istio-injection: enabled}}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector-canary}
        webhooks:
        - name: [|canary.sidecar-injector.istio.io|]
          namespaceSelector: {matchExpressions: [{key: istio-injection, operator: In, values: [enabled]}]}
        """,
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector}
        webhooks:
        - name: namespace.sidecar-injector.istio.io
          namespaceSelector: {matchLabels: {istio-injection: enabled}}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector-canary}
        webhooks:
        - name: canary.sidecar-injector.istio.io
          namespaceSelector: {matchLabels: {istio.io/rev: canary}, matchExpressions: [{key: istio-injection, operator: DoesNotExist}]}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters)
        {
            foreach (var (first, second, why) in InjectionWebhook.Overlaps(cluster))
            {
                if (places.Add((second.Name.Source.Path, second.Name.Span.Start)))
                {
                    yield return settings.Finding(
                        second.Name.Location,
                        $"The webhooks '{Shown.Of(first.Name.Value)}' and '{Shown.Of(second.Name.Value)}' both inject {why}.",
                        "Make their selectors exclude each other, or take one out.",
                        new RelatedLocation(first.Name.Location, "This is the other one."));
                }
            }
        }
    }
}
