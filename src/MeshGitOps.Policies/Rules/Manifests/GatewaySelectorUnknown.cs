using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A Gateway that selects no pods, though the manifests hold the gateway that it means.</summary>
public sealed class GatewaySelectorUnknown : Rule
{
    private const string TemplateAnnotation = "inject.istio.io/templates";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-selector-unknown",
        "gateway selector unknown",
        Severity.Warning,
        """
        A Gateway configures the pods that its selector selects, in whatever namespace.
        If it selects none, no listener is opened, and every call to its hosts is refused, without a word from Istio.
        The chart of a gateway derives the label 'istio' from the name of the release, so that 'istio-ingress' has 'istio: ingress'.
        It is reported where the namespace of the Gateway holds a gateway with other labels, or where a label differs by a few letters from that of a gateway in the manifests.
        Write the labels of the pods.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0101 (gateway.IngressGatewayPortAnalyzer)";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: istio-ingress, namespace: istio-ingress}
        spec:
          template:
            metadata:
              labels: {istio: ingress}
              annotations: {inject.istio.io/templates: gateway}
            spec: {containers: [{name: istio-proxy, image: auto}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: istio-ingress}
        spec:
          selector: {istio: [|ingressgateway|]}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: [shop.example.com]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: istio-ingress, namespace: istio-ingress}
        spec:
          template:
            metadata:
              labels: {istio: ingress}
              annotations: {inject.istio.io/templates: gateway}
            spec: {containers: [{name: istio-proxy, image: auto}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: istio-ingress}
        spec:
          selector: {istio: ingress}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: [shop.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        if (cluster.Gateways.IsEmpty)
        {
            yield break;
        }

        var selected = new GatewayPods(cluster);
        var gateways = cluster.Inventory.Workloads.Where(IsGateway).ToList();
        var byNamespace = gateways.ToLookup(workload => workload.Key.Namespace, StringComparer.Ordinal);
        var values = gateways.Select(workload => workload.PodLabels.GetValueOrDefault("istio")).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var gateway in cluster.Gateways)
        {
            if (gateway.Selector.IsEmpty || selected.WorkloadsOf(gateway).Count > 0)
            {
                continue;
            }

            var near = gateway.Selector.GetValueOrDefault("istio") is { } written ? Suggestion.Closest(written, values) : null;
            var meant = byNamespace[gateway.Object.Key.Namespace].FirstOrDefault()
                ?? (near is null ? null : gateways.Find(workload => workload.PodLabels.GetValueOrDefault("istio") == near));
            if (meant is not null)
            {
                yield return FindingOf(settings, gateway, meant);
            }
        }
    }

    /// <summary>Injected as a gateway, or labelled as Istio's charts label one.</summary>
    private static bool IsGateway(KubernetesWorkload workload) =>
        workload.PodAnnotations.GetValueOrDefault(TemplateAnnotation)?.Contains("gateway", StringComparison.Ordinal) == true
        || workload.PodLabels.GetValueOrDefault("istio")?.EndsWith("gateway", StringComparison.Ordinal) == true;

    private static Diagnostic FindingOf(RuleSettings settings, IstioGateway gateway, KubernetesWorkload meant)
    {
        var selector = gateway.Object.Spec.Mapping("selector");
        var wrong = selector?.Entries.FirstOrDefault(entry => entry.Value is YamlScalar scalar && meant.PodLabels.GetValueOrDefault(entry.Key.Value) != scalar.Value);
        var labels = string.Join(", ", gateway.Selector.Select(label => $"{label.Key}: {label.Value}"));
        var actual = meant.PodLabels.TryGetValue("istio", out var value) ? $"'istio: {value}'" : "other labels";
        return settings.Finding(
            wrong?.Value.Location ?? gateway.Object.Location,
            $"{gateway.Object} selects pods with '{labels}', but no workload has these labels; the pods of {meant.Kind} '{meant.Key}' have {actual}.",
            value is null ? "Select labels of these pods." : $"Write 'selector: {{istio: {value}}}'.",
            new RelatedLocation(meant.Location, $"{meant.Kind} '{meant.Key}'"));
    }
}
