using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Dns;

/// <summary>Renders how the names of global hosts are answered in a cluster: a patch of its DNS provider, and a responder.</summary>
public static class DnsManifests
{
    /// <summary>
    /// The manifests of one cluster: at most one patch of a ConfigMap in <c>kube-system</c> (<see cref="ManifestConcern.Shared"/>) first,
    /// then the objects of the responder (<see cref="ManifestConcern.Cluster"/>). Empty in mode Capture, without zones, and after an error.
    /// </summary>
    public static Diagnosed<ImmutableArray<Manifest>> Render(ClusterPlan plan)
    {
        if (DnsSupport.Check(plan) is { } no)
        {
            return new([], [no]);
        }

        if (plan.Dns.Mode == DnsMode.Capture || plan.Dns.Zones.IsEmpty)
        {
            return new([], []);
        }

        var bag = new DiagnosticBag();
        var target = StubTarget.Resolve(plan);
        bag.AddRange(target.Diagnostics);
        StubZones.Check(plan, bag);
        if (bag.HasErrors)
        {
            return bag.With(ImmutableArray<Manifest>.Empty);
        }

        var stub = plan.Dns.Provider switch
        {
            DnsProviderKind.Coredns => CorednsStub.Render(plan, target.Value, bag),
            DnsProviderKind.CorednsCustom => CorednsCustomStub.Render(plan, target.Value, bag),
            DnsProviderKind.KubeDns => KubeDnsStub.Render(plan, target.Value, bag),
            _ => null,
        };
        var responder = Responder.Render(plan, target.Value, bag);
        return bag.With<ImmutableArray<Manifest>>(bag.HasErrors || stub is null ? [] : [stub, .. responder]);
    }

    /// <summary>
    /// A stub that an earlier render left and that is no longer asked for, once more without our part. Call it for each previously
    /// shared ConfigMap that <see cref="Render"/> does not render now; calling it again with its own result changes nothing.
    /// </summary>
    /// <param name="previous">The object as it lies in the output now (<c>SharedObject.Content</c>, read back), with the origin it shall have.</param>
    /// <param name="plan">The cluster, or null where it has left the specs.</param>
    /// <returns>
    /// Null for an object that is none of ours to release (a Namespace, another ConfigMap), and after an error:
    /// a base Corefile that cannot be read or whose markers do not pair, a declared stub domain that is not valid.
    /// </returns>
    public static Diagnosed<Manifest?> Release(Manifest previous, ClusterPlan? plan)
    {
        var bag = new DiagnosticBag();
        if (previous is not { ApiVersion: "v1", Kind: "ConfigMap", Namespace: SharedConfigMap.Namespace })
        {
            return bag.With<Manifest?>(null);
        }

        return bag.With(previous.Name switch
        {
            CorednsStub.Name => CorednsStub.Release(previous, plan, bag),
            CorednsCustomStub.Name => CorednsCustomStub.Release(previous),
            KubeDnsStub.Name => KubeDnsStub.Release(previous, plan, bag),
            _ => null,
        });
    }
}
