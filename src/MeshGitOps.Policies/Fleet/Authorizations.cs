using System.Collections.Immutable;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>
/// Which AuthorizationPolicies count for a workload: those of its namespace and those of the root namespace that select it or all.
/// Those with a target reference are for gateways and waypoints and count for no workload.
/// </summary>
public sealed class Authorizations
{
    private readonly ILookup<string, AuthorizationPolicy> _wide;
    private readonly SelectorIndex<AuthorizationPolicy> _narrow;
    private readonly string _rootNamespace;

    internal Authorizations(IEnumerable<AuthorizationPolicy> policies, string rootNamespace)
    {
        All = [.. policies];
        _rootNamespace = rootNamespace;
        var forWorkloads = All.Where(policy => !policy.Policy.HasTargetReference).ToList();
        _wide = forWorkloads.Where(policy => policy.Policy.SelectsAll).ToLookup(policy => policy.Object.Key.Namespace, StringComparer.Ordinal);
        _narrow = new SelectorIndex<AuthorizationPolicy>(
            forWorkloads.Select(policy => (policy.Object.Key.Namespace, policy.Policy.Selector, policy)));
    }

    /// <summary>In the order of the inventory.</summary>
    public ImmutableArray<AuthorizationPolicy> All { get; }

    /// <summary>Those for all workloads of a namespace, then those that select the workload.</summary>
    public IEnumerable<AuthorizationPolicy> For(KubernetesWorkload workload)
    {
        var @namespace = workload.Key.Namespace;
        var own = _wide[@namespace].Concat(_narrow.Selecting(@namespace, workload.PodLabels));
        return @namespace == _rootNamespace
            ? own
            : own.Concat(_wide[_rootNamespace]).Concat(_narrow.Selecting(_rootNamespace, workload.PodLabels));
    }
}
