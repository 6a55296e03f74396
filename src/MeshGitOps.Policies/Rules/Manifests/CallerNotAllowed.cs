using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An ALLOW policy that forgets a workload which calls the Service.</summary>
public sealed class CallerNotAllowed : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "caller-not-allowed",
        "caller not allowed",
        Severity.Error,
        """
        As soon as one ALLOW policy counts for a workload, whoever no ALLOW policy lets in is refused.
        Callers are known from literal environment values that name the host of a Service, or a global host, also in other clusters of the fleet.
        What a rule asks besides identity, namespace and port is taken to be fulfilled, so a caller that is reported is never let in.
        Add the principal of the caller to the rule, with the trust domain of its cluster.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's AuthorizationPolicy reference; its pilot/pkg/security/authz";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: [|catalog|], namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          rules:
          - from: [{source: {principals: [cluster.local/ns/shop/sa/admin]}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: frontend, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: frontend}}
            spec:
              serviceAccountName: frontend
              containers: [{name: frontend, env: [{name: CATALOG_URL, value: "http://catalog"}]}]
        """,
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          rules:
          - from: [{source: {principals: [cluster.local/ns/shop/sa/admin, cluster.local/ns/shop/sa/frontend]}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: frontend, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: frontend}}
            spec:
              serviceAccountName: frontend
              containers: [{name: frontend, env: [{name: CATALOG_URL, value: "http://catalog"}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var known = new Dictionary<(ClusterMesh, KubernetesWorkload, int), AllowedCallers>();
        var findings =
            from call in KnownCall.AllIn(context)
            where !call.ServerCluster.Authorizations.All.IsEmpty && call.Cluster.Injection.Of(call.Caller) != SidecarState.NotInjected
            let refusal = RefusalOf(call, known)
            where refusal is not null
            select Finding(call, refusal, settings);
        return findings.OncePerPlace();
    }

    private static AuthorizationPolicy? RefusalOf(KnownCall call, Dictionary<(ClusterMesh, KubernetesWorkload, int), AllowedCallers> known)
    {
        var cluster = call.ServerCluster;
        foreach (var server in call.ServersWithSidecar)
        {
            var ports = call.ContainerPortsOf(server).Distinct().ToList();
            foreach (var port in ports)
            {
                if (!known.TryGetValue((cluster, server, port), out var allowed))
                {
                    known.Add((cluster, server, port), allowed = new AllowedCallers(cluster, server, port));
                }

                // Without mutual TLS there are no identities, and with several ports the caller may mean another one.
                if (allowed.Allow(call.Principal) || cluster.Mtls.Of(server, port) is { Mode: MtlsMode.Disable })
                {
                    return null;
                }
            }

            if (ports.Count > 0)
            {
                return known[(cluster, server, ports[0])].Policy;
            }
        }

        return null;
    }

    private static Diagnostic Finding(KnownCall call, AuthorizationPolicy policy, RuleSettings settings)
    {
        var place = call.Cluster == call.ServerCluster ? "" : $" of cluster '{call.Cluster.Name}'";
        return settings.Finding(
            policy.Object.Location,
            $"{policy.Object} does not let in {call.Subject}{place}, whose '{call.Variable.Name}' names {call.Target}.",
            $"Add '{call.Principal}' to the 'principals' of a rule.",
            new RelatedLocation(call.Variable.Value.Location, "the caller"));
    }
}
