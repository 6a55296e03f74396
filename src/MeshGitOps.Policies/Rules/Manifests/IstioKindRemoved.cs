using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A kind that no supported release of Istio has.</summary>
public sealed class IstioKindRemoved : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-kind-removed",
        "istio kind removed",
        Severity.Warning,
        """
        The API server refuses the object, because Istio took its definition out: Mixer's kinds and the first policies went in 1.5 and 1.6.
        Whoever still delivers it believes in a policy that does not exist.
        Write the kind that took its place: AuthorizationPolicy, PeerAuthentication and RequestAuthentication, Telemetry or WasmPlugin.
        A cluster whose 'spec.istio.version' is below 1.6 may still have them and is passed over.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the change notes of Istio 1.5 and 1.6, and pkg/config/analysis/analyzers/deprecation, reported by istioctl as IST0002";

    public override ImmutableArray<string> Aliases => ["IST0002"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: rbac.istio.io/v1alpha1
        kind: [|ServiceRole|]
        metadata: {name: viewers, namespace: shop}
        spec: {rules: [{services: ["*"]}]}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: viewers, namespace: shop}
        spec: {rules: [{to: [{operation: {methods: [GET]}}]}]}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var releases = context.Specs.Clusters.ToLookup(cluster => cluster.Metadata.Name.Value, cluster => cluster.Version?.Value, StringComparer.Ordinal);
        foreach (var (cluster, item) in context.Once(cluster => cluster.Objects, item => item))
        {
            if (InsteadOf(item.Group) is { } instead
                && item.Root.Text("kind") is { } kind
                && !(releases[cluster.Name].FirstOrDefault() is { } release && !release.IsAtLeast(1, 6)))
            {
                yield return settings.Finding(
                    kind.Location,
                    $"Istio has no kind '{Shown.Of(item.Kind)}' in '{item.Group}' any more.",
                    $"Write {instead}.");
            }
        }
    }

    private static string? InsteadOf(string group) => group switch
    {
        "rbac.istio.io" => "an AuthorizationPolicy",
        "authentication.istio.io" => "a PeerAuthentication, and a RequestAuthentication for tokens",
        "config.istio.io" => "a Telemetry, an AuthorizationPolicy or a WasmPlugin",
        _ => null,
    };
}
