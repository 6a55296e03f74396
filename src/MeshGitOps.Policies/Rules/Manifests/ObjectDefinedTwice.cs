using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>The same object of the mesh twice in the manifests of a cluster.</summary>
public sealed class ObjectDefinedTwice : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "object-defined-twice",
        "object defined twice",
        Severity.Error,
        """
        Of two objects with one kind, namespace and name the cluster keeps the one that is delivered last.
        Which that is depends on the order of files and tools, so a change of the other one has no effect, or undoes the first.
        Where both say the same, the finding is a warning at most.
        Keep one of the two.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "how kubectl, Argo CD and Flux apply objects: by kind, namespace and name";

    public override ImmutableArray<string> Aliases => [];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec: {host: catalog}
        ---
        apiVersion: networking.istio.io/v1beta1
        kind: DestinationRule
        metadata: {name: [|catalog|], namespace: shop}
        spec: {host: catalog, trafficPolicy: {tls: {mode: DISABLE}}}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec: {host: catalog, trafficPolicy: {tls: {mode: DISABLE}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters)
        {
            var firsts = new Dictionary<(string Group, string Kind, ServiceKey Key), KubernetesObject>();
            foreach (var item in cluster.Objects.Where(IsOnlyWritten))
            {
                if (firsts.TryAdd((item.Group, item.Kind, item.Key), item))
                {
                    continue;
                }

                var first = firsts[(item.Group, item.Kind, item.Key)];
                if (first.Location != item.Location && places.Add((item.Location.Path, item.Location.Span.Start)))
                {
                    yield return settings.FindingAtMost(
                        SameYaml.AreSame(first.Spec, item.Spec) ? Severity.Warning : Severity.Error,
                        item.Location,
                        $"{item} stands in the manifests of cluster '{cluster.Name}' already.",
                        "Keep one of the two.",
                        new RelatedLocation(first.Location, "It stands here first."));
                }
            }
        }
    }

    /// <summary>Workloads, Services and PeerAuthentications are reported by the reader of manifests; an object without a name has no twin.</summary>
    private static bool IsOnlyWritten(KubernetesObject item) =>
        item.Key.Name.Length > 0 && IstioApi.IsMeshConfiguration(item.ApiVersion, item.Kind) && item.Kind != "PeerAuthentication";
}
