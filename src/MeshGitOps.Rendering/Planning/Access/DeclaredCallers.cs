using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>The namespaces that AccessPolicies let into a global service: its consumers, where these are Declared.</summary>
internal sealed class DeclaredCallers
{
    private readonly Membership _membership;
    private readonly ILookup<(AccessTargetKind, string? GlobalNamespace, ServiceKey), AccessPolicySpec> _policies;

    public DeclaredCallers(PlanningContext context, Membership membership)
    {
        _membership = membership;
        _policies = context.Specs.AccessPolicies
            .Where(policy => policy.Action == AccessAction.Allow && policy.Clusters is null)
            .ToLookup(policy => (
                policy.To.Kind,
                policy.GlobalNamespace?.Value,
                new ServiceKey(policy.To.Reference.Namespace.Value, policy.To.Reference.Name.Value)));
    }

    /// <summary>Cluster and namespace; members of the service's GlobalNamespace alone, as others do not see its hosts.</summary>
    public IEnumerable<Member> Of(ServedService service)
    {
        var globalNamespace = service.Group.GlobalNamespace.Metadata.Name.Value;
        var accounts = service.Servers
            .SelectMany(server => server.Workloads.Select(workload => new ServiceKey(workload.Key.Namespace, workload.ServiceAccount)))
            .Distinct();
        var policies = _policies[(AccessTargetKind.Service, globalNamespace, service.Group.Key)]
            .Concat(accounts.SelectMany(account => _policies[(AccessTargetKind.ServiceAccount, globalNamespace, account)]))
            .Concat(accounts.SelectMany(account => _policies[(AccessTargetKind.ServiceAccount, null, account)]))
            .ToList();
        var namespaces = policies.SelectMany(policy => policy.From).Select(NamespaceOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var everybody = policies.Exists(policy => policy.From.OfType<GlobalNamespaceSource>().Any(source => source.GlobalNamespace.Value == globalNamespace));
        return _membership.Of(service.Group.GlobalNamespace).Where(member => everybody || namespaces.Contains(member.Namespace));
    }

    private static string? NamespaceOf(AccessSource source) => source switch
    {
        ServiceAccountSource { Reference.Namespace: var name } => name.Value,
        NamespaceSource { Namespace: var name } => name.Value,
        _ => null,
    };
}
