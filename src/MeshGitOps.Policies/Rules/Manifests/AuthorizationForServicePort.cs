using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An AuthorizationPolicy that names the port of a Service where that of the pods counts.</summary>
public sealed class AuthorizationForServicePort : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "authorization-for-service-port",
        "authorization for service port",
        Severity.Error,
        """
        An AuthorizationPolicy is enforced by the sidecar of the server, which sees the port that the pod listens on, not that of the Service.
        With the number of a Service whose 'targetPort' is another one the rule never matches: an ALLOW refuses every call, a DENY lets every call in.
        Write the port of the container.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's AuthorizationPolicy reference ('ports' of an operation) and its pilot/pkg/security/authz";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          rules:
          - to: [{operation: {ports: [[|"80"|]]}}]
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
        """,
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          rules:
          - to: [{operation: {ports: ["8080"]}}]
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
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from item in PolicyTarget.Of(cluster, cluster.Authorizations.All, policy => policy.Policy)
            from rule in item.Policy.Rules
            from operation in rule.Operations
            from written in operation.Ports
            let uses = UsesOf(item.Target, written.Value)
            where !uses.IsEmpty
            select Finding(settings, written, item.Policy.Object.ToString(), uses);
        return findings.OncePerPlace();
    }

    private static ImmutableArray<ServedPort> UsesOf(PolicyTarget target, string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [.. target.ServicePortInstead(number)] : [];

    private static Diagnostic Finding(RuleSettings settings, Located<string> written, string subject, ImmutableArray<ServedPort> uses)
    {
        var use = uses[0];
        var ports = uses.Select(other => other.ContainerPort).Distinct().Order().ToList();
        return settings.Finding(
            written.Location,
            $"{subject} names port {written.Value} of Service '{use.Service.Key}', whose pods listen on {use.ContainerPort}.",
            $"Write {string.Join(" or ", ports.Select(port => $"'{port}'"))}: the sidecar sees the port of the pod.",
            new RelatedLocation(use.Port.Location, $"the port of Service '{use.Service.Key}'")) with
        {
            Fix = ports.Count == 1
                ? SuggestedFix.Unsafe($"Write port {ports[0]}.", YamlEdits.Replace(written.Location, ports[0].ToString(CultureInfo.InvariantCulture)))
                : null,
        };
    }
}
