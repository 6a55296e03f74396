using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An application that runs as the user of the sidecar, whose traffic passes by it.</summary>
public sealed class UserIdOfSidecar : Rule
{
    private const int SidecarUser = 1337;

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "user-id-of-sidecar",
        "user ID of sidecar",
        Severity.Warning,
        """
        The sidecar runs as user 1337, and what this user sends is not captured, or it would come back to the sidecar for ever.
        An application that runs as the same user sends all of its calls past the sidecar: in plaintext, without an identity, without routes and policies.
        Servers in mode STRICT refuse it.
        Let the application run as another user.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0144 and Istio's requirements for applications";

    public override ImmutableArray<string> Aliases => ["IST0144"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: catalog}}
            spec:
              containers: [{name: catalog, securityContext: {runAsUser: [|1337|]}}]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: catalog}}
            spec:
              containers: [{name: catalog, securityContext: {runAsUser: 1000}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from workload in cluster.Inventory.Workloads
            where workload.Key.Namespace != cluster.RootNamespace && cluster.Injection.Of(workload) != SidecarState.NotInjected
            from user in UsersOf(workload)
            where user.Value == SidecarUser
            select settings.Finding(
                user.Location,
                $"{workload.Kind} '{workload.Key}' runs as user {SidecarUser}, which is the sidecar's, so its calls are not captured.",
                "Run it as another user.");
        return findings.OncePerPlace();
    }

    /// <summary>Without those of a proxy; a pod of nothing but proxies is a gateway.</summary>
    private static IEnumerable<Located<int>> UsersOf(KubernetesWorkload workload)
    {
        var applications = workload.Containers.Where(container => container is { IsInit: false, Name: not "istio-proxy" }).ToList();
        if (workload.RunAsUser is { } ofPod && (applications.Count > 0 || workload.Containers.IsEmpty))
        {
            yield return ofPod;
        }

        foreach (var container in applications)
        {
            if (container.RunAsUser is { } user)
            {
                yield return user;
            }
        }
    }
}
