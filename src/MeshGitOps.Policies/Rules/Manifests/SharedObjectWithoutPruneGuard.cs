using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>The DNS configuration of a cluster in the manifests, free to be pruned.</summary>
public sealed class SharedObjectWithoutPruneGuard : Rule
{
    private static readonly ImmutableArray<string> Shared = ["coredns", "coredns-custom", "kube-dns"];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "shared-object-without-prune-guard",
        "shared object without prune guard",
        Severity.Warning,
        """
        The ConfigMaps of the cluster's DNS belong to the platform; a manifest only adds to them.
        If the file leaves the repository, a delivery tool that prunes deletes the whole object, and every pod of the cluster loses its DNS.
        The rendered patches carry annotations against that; a manifest of the same object without them takes the protection away, as the last one applied counts.
        For an object that is not rendered it is advice.
        Annotate it with 'argocd.argoproj.io/sync-options: Prune=false' and 'kustomize.toolkit.fluxcd.io/prune: disabled'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the pages on pruning of Argo CD and Flux";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: [|coredns-custom|], namespace: kube-system}
        data:
          corp.server: |
            corp.example.com:53 {
                forward . 10.0.0.53
            }
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: coredns-custom
          namespace: kube-system
          annotations: {argocd.argoproj.io/sync-options: Prune=false, kustomize.toolkit.fluxcd.io/prune: disabled}
        data:
          corp.server: |
            corp.example.com:53 {
                forward . 10.0.0.53
            }
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from name in Shared
         from map in DnsConfigMaps.Named(cluster, name)
         where !map.IsOurs && !IsGuarded(map)
         let isRendered = IsRendered(cluster.Plan?.Dns, name)
         select settings.FindingAtMost(
             isRendered ? Severity.Error : Severity.Info,
             map.Location,
             isRendered
                 ? $"{map} is rendered for cluster '{cluster.Name}' as well, but this manifest of it may be pruned."
                 : $"{map} belongs to the platform, but this manifest of it may be pruned.",
             "Annotate it with 'argocd.argoproj.io/sync-options: Prune=false' and 'kustomize.toolkit.fluxcd.io/prune: disabled'.")).OncePerPlace();

    /// <summary>By Argo CD, Flux or Helm: the repository is delivered by one of them.</summary>
    private static bool IsGuarded(KubernetesObject map)
    {
        var annotations = map.Metadata.Mapping("annotations");
        return annotations.Text("argocd.argoproj.io/sync-options")?.Value.Contains("Prune=false", StringComparison.Ordinal) == true
            || annotations.Text("kustomize.toolkit.fluxcd.io/prune")?.Value == "disabled"
            || annotations.Text("helm.sh/resource-policy")?.Value == "keep";
    }

    private static bool IsRendered(DnsPlan? dns, string name) => dns is { Zones.IsEmpty: false } && dns.Mode != DnsMode.Capture && dns.Provider switch
    {
        DnsProviderKind.Coredns => name == "coredns",
        DnsProviderKind.CorednsCustom => name == "coredns-custom",
        DnsProviderKind.KubeDns => name == "kube-dns",
        _ => false,
    };
}
