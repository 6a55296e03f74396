using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>An AccessPolicy that asks for methods, paths or headers of a port on which there are none.</summary>
public sealed class AccessRuleOnTcpPort : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "access-rule-on-tcp-port",
        "access rule on tcp port",
        Severity.Error,
        """
        A sidecar sees methods, paths and headers on ports that speak HTTP alone.
        On any other port a rule that allows by them never matches, so every call is refused; one that denies by them refuses every call.
        Name the HTTP ports in 'ports', give the port an HTTP protocol if it has one, or write a policy of its own for it, without 'rules'.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "Istio's reference of AuthorizationPolicy, and its page on authorization of TCP traffic";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: store}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: store, namespace: demo}}
          from: [{namespace: demo}]
          rules: [{methods: [GET]}]
          ports: [[|27017|]]
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: store, namespace: demo}
        spec: {ports: [{name: mongo, port: 27017}], selector: {app: store}}
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: store}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: store, namespace: demo}}
          from: [{namespace: demo}]
          ports: [27017]
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: store, namespace: demo}
        spec: {ports: [{name: mongo, port: 27017}], selector: {app: store}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var hosts = context.Plan.Hosts.ToLookup(host => (host.GlobalNamespace, host.Service));
        foreach (var policy in context.Specs.AccessPolicies.Where(policy => !policy.Rules.IsEmpty))
        {
            if (policy is not { GlobalNamespace: { } globalNamespace, To: { Kind: AccessTargetKind.Service, Reference: var service } })
            {
                continue;
            }

            var ports = hosts[(globalNamespace.Value, new ServiceKey(service.Namespace.Value, service.Name.Value))].FirstOrDefault()?.Ports ?? [];
            foreach (var port in ports.Where(port => !port.Protocol.IsHttp()))
            {
                var named = policy.Ports.FirstOrDefault(number => number.Value == port.Number);
                if (named is not null || policy.Ports.IsEmpty)
                {
                    yield return settings.Finding(
                        named?.Location ?? service.Location,
                        $"Port {port.Number} of Service '{service.Namespace}/{service.Name}' speaks {port.Protocol.ToIstio()}, which has no methods, paths and headers: {policy.Subject} refuses every call to it.",
                        policy.Ports.IsEmpty ? "Name the HTTP ports in 'ports'." : "Take the port out, and write a policy of its own for it, without 'rules'.",
                        new RelatedLocation(port.Location, "the port"));
                }
            }
        }
    }
}
