using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A workload without sidecar that calls what only a sidecar can reach.</summary>
public sealed class CallerWithoutSidecar : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "caller-without-sidecar",
        "caller without sidecar",
        Severity.Error,
        """
        A workload without a sidecar sends plaintext and has no identity: a server whose PeerAuthentication says STRICT closes the connection.
        A global host it does not reach at all, as only sidecars know its endpoints.
        Callers are known from literal environment values that name the host of a Service.
        Where the namespace of the caller merely has no label for injection the finding is a warning, as something else may set it.
        A workload that refuses the sidecar in a STRICT member namespace is reported by the planner (MGO3026).
        Inject the caller, or except the port of the server with mode PERMISSIVE.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's mutual TLS migration guide; pilot/pkg/security/authn";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
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
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: import, namespace: shop}
        spec:
          jobTemplate:
            spec:
              template:
                metadata: {labels: {app: import, sidecar.istio.io/inject: "false"}}
                spec:
                  containers: [{name: import, env: [{name: CATALOG_URL, value: [|"http://catalog"|]}]}]
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
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
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: import, namespace: shop}
        spec:
          jobTemplate:
            spec:
              template:
                metadata: {labels: {app: import}}
                spec:
                  containers: [{name: import, env: [{name: CATALOG_URL, value: "http://catalog"}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var calls = KnownCall.AllIn(context)
            .Where(call => call.Cluster.Injection.Of(call.Caller) == SidecarState.NotInjected && !IsForPlanner(call))
            .DistinctBy(call => (call.Caller, call.Variable.Value.Location, call.Target));
        return calls.Select(call => Check(call, settings)).OfType<Diagnostic>().OncePerPlace();
    }

    private static Diagnostic? Check(KnownCall call, RuleSettings settings)
    {
        var level = call.Cluster.Injection.IsRefused(call.Caller) ? Severity.Error : Severity.Warning;
        if (call.Host is { } host)
        {
            return settings.FindingAtMost(
                level,
                call.Variable.Value.Location,
                $"'{call.Variable.Name}' of {call.Subject} names global host '{host.Host}', but the workload has no sidecar, which alone can reach it.",
                "Inject the workload.",
                new RelatedLocation(host.Location, $"'{host.Host}' comes from here"));
        }

        return StrictPolicyOf(call) is { } policy
            ? settings.FindingAtMost(
                level,
                call.Variable.Value.Location,
                $"'{call.Variable.Name}' of {call.Subject} names {call.Target}, which takes mutual TLS only, but the workload has no sidecar.",
                "Inject the workload, or except the port of the server with mode PERMISSIVE.",
                [.. policy.Reason])
            : null;
    }

    private static EffectiveMtls? StrictPolicyOf(KnownCall call) =>
        call.ServersWithSidecar
            .SelectMany(server => call.ContainerPortsOf(server).Select(port => call.ServerCluster.Mtls.Of(server, port)))
            .FirstOrDefault(policy => policy is { Mode: MtlsMode.Strict });

    /// <summary>The planner reports what refuses its sidecar in a STRICT member namespace, whomever it calls.</summary>
    private static bool IsForPlanner(KnownCall call) =>
        call.Cluster.Injection.IsRefused(call.Caller)
        && call.Cluster.Mtls.OfNamespace(call.Caller.Key.Namespace).Any(policy => policy is { IsPlanned: true, Mode: MtlsMode.Strict });
}
