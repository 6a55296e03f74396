using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An AuthorizationPolicy that asks about HTTP on a port that does not speak it.</summary>
public sealed class HttpRuleOnTcpPort : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "http-rule-on-tcp-port",
        "HTTP rule on TCP port",
        Severity.Warning,
        """
        On a port whose protocol is not HTTP the sidecar sees connections, not requests: no method, path, host or header.
        There an ALLOW rule with such a field never matches and refuses every connection; a DENY rule loses the field and refuses every connection that the rest of it matches.
        An ALLOW rule is reported if all ports that it is for are of that kind, a DENY rule if one of them is.
        Take the HTTP fields out, limit the rule to the HTTP ports with 'ports', or name the Service's port for what it speaks.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the warning of ValidateAuthorizationPolicy in Istio's pkg/config/validation, and its page on authorization for TCP";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: db, namespace: shop}
        spec:
          selector: {matchLabels: {app: db}}
          rules:
          - to: [{operation: {[|methods|]: [GET], ports: ["27017"]}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec: {selector: {app: db}, ports: [{name: mongo, port: 27017}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: shop}
        spec: {template: {metadata: {labels: {app: db}}}}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: db, namespace: shop}
        spec:
          selector: {matchLabels: {app: db}}
          rules:
          - to: [{operation: {ports: ["27017"]}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec: {selector: {app: db}, ports: [{name: mongo, port: 27017}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: shop}
        spec: {template: {metadata: {labels: {app: db}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Check(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        foreach (var (policy, target) in PolicyTarget.Of(cluster, cluster.Authorizations.All, policy => policy.Policy))
        {
            if (policy.Action is not (AuthorizationAction.Allow or AuthorizationAction.Deny))
            {
                continue;
            }

            foreach (var rule in policy.Rules)
            {
                var ofRule = rule.Conditions.FirstOrDefault(key => key.Value.StartsWith("request.", StringComparison.Ordinal));
                foreach (var (field, ports) in Questions(rule, ofRule))
                {
                    if (FirstTcp(target, ports, policy.Action) is { } use)
                    {
                        yield return Finding(settings, policy, field, use);
                    }
                }
            }
        }
    }

    /// <summary>The first field about HTTP of each operation, or of the rule, with the ports that it is limited to.</summary>
    private static IEnumerable<(Located<string> Field, ImmutableArray<Located<string>> Ports)> Questions(AuthorizationRule rule, Located<string>? ofRule)
    {
        foreach (var operation in rule.Operations)
        {
            if ((operation.HttpFields.FirstOrDefault() ?? ofRule) is { } field)
            {
                yield return (field, operation.Ports);
            }
        }

        if (rule.Operations.IsEmpty && ofRule is not null)
        {
            yield return (ofRule, []);
        }
    }

    private static ServedPort? FirstTcp(PolicyTarget target, ImmutableArray<Located<string>> written, AuthorizationAction action)
    {
        var ports = written.IsEmpty
            ? target.ByContainerPort.SelectMany(uses => uses)
            : written.SelectMany(port => int.TryParse(port.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? target.ByContainerPort[number] : []);
        ServedPort? first = null;
        foreach (var use in ports)
        {
            var isTcp = PortProtocol.Of(use.Port).Protocol is { } protocol && !protocol.IsHttp();
            if (!isTcp && action == AuthorizationAction.Allow)
            {
                return null;
            }

            first ??= isTcp ? use : null;
        }

        return first;
    }

    private static Diagnostic Finding(RuleSettings settings, AuthorizationPolicy policy, Located<string> field, ServedPort use)
    {
        var protocol = PortProtocol.Of(use.Port).Protocol?.ToIstio();
        var effect = policy.Action == AuthorizationAction.Allow ? "so the rule never matches there" : "so the rule refuses every connection there";
        return settings.Finding(
            field.Location,
            $"{policy.Object} asks for '{field.Value}', but port {use.ContainerPort} behind Service '{use.Service.Key}' speaks {protocol}, {effect}.",
            "Take the field out, or limit the rule to HTTP ports with 'ports'.",
            new RelatedLocation(use.Port.Location, "the port says its protocol"));
    }
}
