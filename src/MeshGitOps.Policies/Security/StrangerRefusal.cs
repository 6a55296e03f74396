using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Security;

/// <summary>Why a sidecar refuses who comes in plaintext and without an identity, as the kubelet and Prometheus do; one of the two is set.</summary>
internal sealed record StrangerRefusal(EffectiveMtls? Mtls, AuthorizationPolicy? Authorization)
{
    /// <summary>Null where it lets strangers in.</summary>
    public static StrangerRefusal? Of(ClusterMesh cluster, KubernetesWorkload workload, int containerPort)
    {
        if (cluster.Mtls.Of(workload, containerPort) is { Mode: MtlsMode.Strict } mtls)
        {
            return new StrangerRefusal(mtls, null);
        }

        return new AllowedCallers(cluster, workload, containerPort) is { AllowStrangers: false, Policy: { } authorization }
            ? new StrangerRefusal(null, authorization)
            : null;
    }
}
