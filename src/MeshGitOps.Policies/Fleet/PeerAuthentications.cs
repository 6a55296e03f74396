using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Fleet;

/// <summary>The mode in which the sidecar of a workload takes connections at a port, and what says so.</summary>
/// <param name="Policy">Null where no policy speaks of it and Istio's default counts.</param>
/// <param name="Location">The place that sets the mode; null like the policy.</param>
public readonly record struct EffectiveMtls(MtlsMode Mode, PeerPolicy? Policy, SourceLocation? Location)
{
    /// <summary>The place for a finding that rests on the mode; empty where Istio's default counts.</summary>
    public ImmutableArray<RelatedLocation> Reason => Policy is { } policy && Location is { } location
        ? [new RelatedLocation(location, $"{policy.Subject} sets {MtlsModes.Spell(Mode)}")]
        : [];
}

/// <summary>
/// Which PeerAuthentication counts for a workload: by labels, else of the namespace, else of the root namespace, else PERMISSIVE.
/// Source: ComposePeerAuthentication in pilot/pkg/security/authn; ports are those of the container, and of the narrowest policy alone.
/// Of several policies of one width Istio takes the oldest, which no manifest tells: what they disagree about is unknown.
/// </summary>
public sealed class PeerAuthentications
{
    /// <summary>More policies for one workload are not looked at: so many that say the same would cost their number for each workload.</summary>
    private const int MaxPoliciesOfWorkload = 100;

    private readonly ILookup<string, PeerPolicy> _wide;
    private readonly Dictionary<string, EffectiveMtls?> _ofNamespace = new(StringComparer.Ordinal);
    private readonly EffectiveMtls? _ofMesh;
    private readonly SelectorIndex<PeerPolicy> _narrow;

    internal PeerAuthentications(IEnumerable<PeerPolicy> policies, string rootNamespace)
    {
        All = [.. policies];
        _wide = All.Where(policy => policy.Selector.IsEmpty).ToLookup(policy => policy.Namespace, StringComparer.Ordinal);

        // One with a selector in the root namespace counts for nobody.
        _narrow = new SelectorIndex<PeerPolicy>(
            All.Where(policy => policy.Namespace != rootNamespace).Select(policy => (policy.Namespace, policy.Selector, policy)));

        _ofMesh = Narrowed(new EffectiveMtls(MtlsMode.Permissive, null, null), _wide[rootNamespace], containerPort: null);
        foreach (var ofNamespace in _wide.Where(group => group.Key != rootNamespace))
        {
            _ofNamespace.Add(ofNamespace.Key, Narrowed(_ofMesh, ofNamespace, containerPort: null));
        }
    }

    /// <summary>Those of the manifests in the order of the inventory, then those of the plan.</summary>
    public ImmutableArray<PeerPolicy> All { get; }

    /// <summary>The policies without a selector of a namespace.</summary>
    public IEnumerable<PeerPolicy> OfNamespace(string @namespace) => _wide[@namespace];

    /// <summary>The policies whose selectors select the workload; at most 100.</summary>
    public IEnumerable<PeerPolicy> Selecting(KubernetesWorkload workload) =>
        _narrow.Selecting(workload.Key.Namespace, workload.PodLabels).Take(MaxPoliciesOfWorkload);

    /// <summary>Null where policies that disagree about it are of one width.</summary>
    public EffectiveMtls? Of(KubernetesWorkload workload, int containerPort) =>
        Narrowed(Of(workload.Key.Namespace), Selecting(workload), containerPort);

    /// <summary>What counts for a workload that no selector selects; null as above.</summary>
    public EffectiveMtls? Of(string @namespace) => _ofNamespace.TryGetValue(@namespace, out var known) ? known : _ofMesh;

    private static EffectiveMtls? Narrowed(EffectiveMtls? wider, IEnumerable<PeerPolicy> policies, int? containerPort)
    {
        EffectiveMtls? result = null;
        var isFirst = true;
        foreach (var policy in policies)
        {
            var next = Apply(wider, policy, containerPort);
            if (!isFirst && next?.Mode != result?.Mode)
            {
                return null;
            }

            result = isFirst ? next : result;
            isFirst = false;
        }

        return isFirst ? wider : result;
    }

    private static EffectiveMtls? Apply(EffectiveMtls? wider, PeerPolicy policy, int? containerPort) =>
        containerPort is { } port && policy.Ports.TryGetValue(port, out var exception) && exception.Mode is { } mode
            ? new EffectiveMtls(mode, policy, exception.Location)
            : policy.Mode is { } own ? new EffectiveMtls(own, policy, policy.Location) : wider;
}
