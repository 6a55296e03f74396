using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Definitions of the Gateway API that are older than Istio asks for.</summary>
public sealed class GatewayApiBelowMinimum : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-api-below-minimum",
        "gateway api below minimum",
        Severity.Warning,
        """
        Istio passes over the kinds of the Gateway API whose definitions are older than it asks for.
        Their routes never reach a gateway, and no status says so.
        GRPCRoute needs the bundle v1.1.0, BackendTLSPolicy v1.4.0 since Istio 1.28, and TLSRoute v1.5.0 since Istio 1.30.
        Install the newer bundle of the Gateway API.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "MinimumCRDVersions in pkg/config/schema/gatewayapi of Istio, reported by istioctl as IST0176";

    public override ImmutableArray<string> Aliases => ["IST0176"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: grpcroutes.gateway.networking.k8s.io
          annotations:
            gateway.networking.k8s.io/bundle-version: [|v1.0.0|]
        """,
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: grpcroutes.gateway.networking.k8s.io
          annotations:
            gateway.networking.k8s.io/bundle-version: v1.2.1
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var releases = context.Specs.Clusters.ToLookup(cluster => cluster.Metadata.Name.Value, cluster => cluster.Version?.Value, StringComparer.Ordinal);
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters)
        {
            var release = releases[cluster.Name].FirstOrDefault();
            foreach (var definition in cluster.OfKind("apiextensions.k8s.io", "CustomResourceDefinition"))
            {
                var (_, bundle, since) = Minimums.FirstOrDefault(minimum => minimum.Name == definition.Key.Name);
                if (definition.Metadata.Mapping("annotations").Text("gateway.networking.k8s.io/bundle-version") is not { } written
                    || since is null || (since.Value.Minor > 22 && !(release is { } known && known.IsAtLeast(since.Value.Major, since.Value.Minor)))
                    || BundleOf(written.Value) is not { } installed || installed.CompareTo(bundle) >= 0
                    || !places.Add((written.Source.Path, written.Span.Start)))
                {
                    continue;
                }

                yield return settings.Finding(
                    written.Location,
                    $"The definition '{definition.Key.Name}' is of the bundle '{Shown.Of(written.Value)}', but Istio asks for v{bundle} at least.",
                    "Install a newer bundle of the Gateway API.");
            }
        }
    }

    private static readonly ImmutableArray<(string Name, IstioVersion Bundle, IstioVersion? Since)> Minimums =
    [
        ("grpcroutes.gateway.networking.k8s.io", new IstioVersion(1, 1, 0), new IstioVersion(1, 22, null)),
        ("backendtlspolicies.gateway.networking.k8s.io", new IstioVersion(1, 4, 0), new IstioVersion(1, 28, null)),
        ("tlsroutes.gateway.networking.k8s.io", new IstioVersion(1, 5, 0), new IstioVersion(1, 30, null)),
    ];

    /// <summary>Three numbers; what follows a dash is passed over, as Istio does.</summary>
    private static IstioVersion? BundleOf(string version) =>
        version.StartsWith('v') ? IstioVersion.TryParse(version[1..].Split('-')[0]) : null;
}
