using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>A caller of an AccessPolicy that no manifest knows.</summary>
public sealed class CallerUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "caller-unknown",
        "caller unknown",
        Severity.Error,
        """
        A caller is known by its service account, and an AccessPolicy that names one which nobody runs as lets nobody in, or refuses nobody.
        The manifests hold workloads of this namespace, and none of them runs as this service account; nor do they declare it.
        Name the service account of the caller's pods: 'serviceAccountName', or 'default' where they say none.
        Of a namespace that no manifest speaks of nothing is said.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "Istio's reference of AuthorizationPolicy: principals are compared, and never looked up";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: hello, namespace: demo}}
          from: [{serviceAccount: {name: [|helo|], namespace: demo}}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          to: {service: {name: hello, namespace: demo}}
          from: [{serviceAccount: {name: hello, namespace: demo}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var accounts = context.Inventories
            .SelectMany(inventory => inventory.Workloads.Select(workload => new ServiceKey(workload.Key.Namespace, workload.ServiceAccount)))
            .Concat(context.Inventories.SelectMany(inventory => inventory.ServiceAccounts.Select(account => account.Key)))
            .Concat(context.Specs.GlobalServices.SelectMany(service => service.ServiceAccounts.Select(account => new ServiceKey(service.Service.Namespace.Value, account.Value))))
            .ToHashSet();
        var namespaces = context.Inventories
            .SelectMany(inventory => inventory.Workloads)
            .Select(workload => workload.Key.Namespace)
            .ToHashSet(StringComparer.Ordinal);
        return
            from policy in context.Specs.AccessPolicies
            from source in policy.From.OfType<ServiceAccountSource>()
            let caller = source.Reference
            where namespaces.Contains(caller.Namespace.Value)
                && !accounts.Contains(new ServiceKey(caller.Namespace.Value, caller.Name.Value))
            select settings.Finding(
                caller.Name.Location,
                $"No workload of namespace '{caller.Namespace}' runs as service account '{caller.Name}' in any cluster.",
                Cure(accounts, caller));
    }

    private static string Cure(HashSet<ServiceKey> accounts, NamespacedReference caller)
    {
        var known = accounts
            .Where(account => account.Namespace == caller.Namespace.Value)
            .Select(account => account.Name)
            .Order(StringComparer.Ordinal)
            .Take(5)
            .ToList();
        return $"Those of the namespace run as {Rendering.Planning.Words.List(known)}.";
    }
}
