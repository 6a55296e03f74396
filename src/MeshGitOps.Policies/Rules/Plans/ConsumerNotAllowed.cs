using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>A namespace that a GlobalService names as a caller, and that no AccessPolicy of the service lets in.</summary>
public sealed class ConsumerNotAllowed : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "consumer-not-allowed",
        "consumer not allowed",
        Severity.Error,
        """
        Once an AccessPolicy allows a call to a service, every call that none of them allows is refused.
        A GlobalService says that this namespace calls the service, and none of the service's AccessPolicies names it or a service account of it.
        Its calls would be answered with 403, or its connections closed.
        Name it under 'from' of a policy, or take it out of the consumers.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "Istio's reference of AuthorizationPolicy: with an ALLOW policy, what none allows is denied";

    public override RuleExample Example { get; } = new(
        """
        # file: mesh/hello.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          service: {name: hello, namespace: demo}
          consumers: [{namespace: [|demo|]}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: hello, namespace: demo}}
          from: [{namespace: tools}]
        """,
        """
        # file: mesh/hello.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          service: {name: hello, namespace: demo}
          consumers: [{namespace: demo}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: hello, namespace: demo}}
          from: [{namespace: demo}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var policies = context.Specs.AccessPolicies
            .Where(policy => policy is { Action: AccessAction.Allow, GlobalNamespace: not null, To.Kind: AccessTargetKind.Service })
            .ToLookup(policy => (policy.GlobalNamespace!.Value, new ServiceKey(policy.To.Reference.Namespace.Value, policy.To.Reference.Name.Value)));
        foreach (var service in context.Specs.GlobalServices)
        {
            var key = new ServiceKey(service.Service.Namespace.Value, service.Service.Name.Value);
            ImmutableArray<AccessPolicySpec> allowing = [.. policies[(service.GlobalNamespace.Value, key)]];
            foreach (var consumer in service.Consumers.Where(consumer => !allowing.IsEmpty && !allowing.Any(policy => LetsIn(policy, service, consumer))))
            {
                yield return settings.Finding(
                    consumer.Namespace.Location,
                    $"Namespace '{consumer.Namespace}' calls service '{key}', and no AccessPolicy of the service lets it in.",
                    "Name it under 'from' of a policy, or take it out of the consumers.",
                    [.. allowing.Take(3).Select(policy => new RelatedLocation(policy.Metadata.Name.Location, "a policy of the service"))]);
            }
        }
    }

    private static bool LetsIn(AccessPolicySpec policy, GlobalServiceSpec service, ConsumerSpec consumer) => policy.From.Any(source => source switch
    {
        ServiceAccountSource { Reference.Namespace: var name } => name.Value == consumer.Namespace.Value,
        NamespaceSource { Namespace: var name } => name.Value == consumer.Namespace.Value,
        GlobalNamespaceSource { GlobalNamespace: var name } => name.Value == service.GlobalNamespace.Value,
        _ => false,
    });
}
