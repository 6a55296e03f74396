using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An apiVersion of Istio that the cluster does not serve.</summary>
public sealed class IstioVersionNotServed : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-version-not-served",
        "Istio version not served",
        Severity.Error,
        """
        The API server refuses the object, because it does not serve this version of the kind.
        Istio has the version v1 of its kinds since 1.22; clusters with an older 'spec.istio.version' know v1beta1.
        All versions of a kind have the same fields, so another version is only another line.
        Write a version that every cluster of the folder serves; 'fix' does it.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the CustomResourceDefinitions of Istio, and the change notes of Istio 1.22";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: [|networking.istio.io/v2|]
        kind: Gateway
        metadata: {name: shop, namespace: shop}
        spec:
          servers:
          - {port: {name: http, number: 80, protocol: HTTP}, hosts: [shop.example.com]}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: shop}
        spec:
          servers:
          - {port: {name: http, number: 80, protocol: HTTP}, hosts: [shop.example.com]}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var releases = context.Specs.Clusters.ToLookup(cluster => cluster.Metadata.Name.Value, cluster => cluster.Version, StringComparer.Ordinal);
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters)
        {
            var release = releases[cluster.Name].FirstOrDefault();
            foreach (var item in cluster.Objects)
            {
                if (IstioKinds.Find(item.Group, item.Kind) is { } kind
                    && item.Root.Text("apiVersion") is { } written
                    && Find(settings, cluster, kind, item, written, release) is { } finding
                    && places.Add((item.Location.Path, item.Location.Span.Start)))
                {
                    yield return finding;
                }
            }
        }
    }

    private static Diagnostic? Find(
        RuleSettings settings,
        ClusterMesh cluster,
        IstioKind kind,
        KubernetesObject item,
        YamlScalar written,
        Located<IstioVersion>? release)
    {
        var served = kind.Versions.Where(version => version != "v1" || release is null || release.Value.IsAtLeast(1, 22)).ToList();
        if (served.Contains(item.Version, StringComparer.Ordinal) || served.Count == 0)
        {
            return null;
        }

        var isOlder = kind.Versions.Contains(item.Version, StringComparer.Ordinal);
        var finding = isOlder
            ? settings.Finding(
                written.Location,
                $"{item} has the version 'v1', which Istio {release!.Value} of cluster '{cluster.Name}' does not serve.",
                $"Write '{kind.Group}/{served[0]}', or move the cluster to Istio 1.22 or later.",
                new RelatedLocation(release.Location, $"Cluster '{cluster.Name}' runs Istio {release.Value}."))
            : settings.Finding(
                written.Location,
                $"{item} has the version '{Shown.Of(item.Version)}', which {kind.Name} does not have.",
                $"Write '{kind.Group}/{served[0]}'.");
        return finding with
        {
            Fix = SuggestedFix.Safe($"Write '{kind.Group}/{served[0]}'.", YamlEdits.Replace(written, $"{kind.Group}/{served[0]}")),
        };
    }
}
