using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A Telemetry that logs to nobody.</summary>
public sealed class TelemetryWithoutProvider : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "telemetry-without-provider",
        "telemetry without provider",
        Severity.Warning,
        """
        Access logs go to the providers that the Telemetry names, or to the default ones of the mesh.
        Without either Istio passes over the entry, so nothing is logged.
        Write 'providers', such as 'envoy' for the output of the proxy, or 'defaultProviders.accessLogging' in the mesh configuration.
        Where the manifests hold no mesh configuration, the defaults are not known and nothing is reported.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0157";

    public override ImmutableArray<string> Aliases => ["IST0157"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
            trustDomain: cluster.local
        ---
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: logs, namespace: shop}
        spec:
          accessLogging:
          - [|disabled|]: false
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
            trustDomain: cluster.local
        ---
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: logs, namespace: shop}
        spec:
          accessLogging:
          - providers: [{name: envoy}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters.Where(cluster => MeshConfiguration.Of(cluster) is { } mesh && mesh.Mapping("defaultProviders").Items("accessLogging").IsEmpty))
        {
            foreach (var telemetry in cluster.Telemetries)
            {
                foreach (var log in telemetry.Object.Spec.Mappings("accessLogging"))
                {
                    if (log.Value("providers") is (null or YamlSequence { Items.IsEmpty: true }) && !log.IsTrue("disabled") && places.Add((log.Source.Path, log.Span.Start)))
                    {
                        yield return settings.Finding(
                            log.Entries is [var first, ..] ? first.Key.Location : log.Location,
                            $"{telemetry.Object} logs to no provider, and the mesh has no default one.",
                            "Write 'providers: [{name: envoy}]', or the name of one of the 'extensionProviders' of the mesh.");
                    }
                }
            }
        }
    }
}
