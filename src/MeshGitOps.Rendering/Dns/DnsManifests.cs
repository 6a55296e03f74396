using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Dns;

/// <summary>Renders how the names of global hosts are answered in a cluster: a patch of its DNS provider, and a responder.</summary>
public static class DnsManifests
{
    /// <summary>
    /// The patches of objects of others (<see cref="ManifestConcern.Shared"/>): the provider's, and the one that NodeLocal DNSCache
    /// reads; then the objects of the responder (<see cref="ManifestConcern.Cluster"/>). No manifests in mode Capture and without zones;
    /// nothing after an error.
    /// </summary>
    public static Diagnosed<DnsOutput> Render(ClusterPlan plan) => Render(plan, TemplateSet.Empty);

    /// <summary>The same, with the stubs and the responder of the workspace's templates where it has them.</summary>
    public static Diagnosed<DnsOutput> Render(ClusterPlan plan, TemplateSet templates)
    {
        if (DnsSupport.Check(plan) is { } no)
        {
            return new(DnsOutput.Empty, [no]);
        }

        var bag = new DiagnosticBag();
        if (plan.Dns.Mode == DnsMode.Capture || plan.Dns.Zones.IsEmpty)
        {
            var files = plan.Dns.Provider == DnsProviderKind.EksAddon ? EksAddonStub.RenderBase(plan, bag) : [];
            return bag.With(new DnsOutput([], files));
        }

        var target = StubTarget.Resolve(plan);
        bag.AddRange(target.Diagnostics);
        StubZones.Check(plan, bag);
        if (bag.HasErrors)
        {
            return bag.With(DnsOutput.Empty);
        }

        var output = Render(plan, target.Value, templates, bag);
        return bag.With(bag.HasErrors ? DnsOutput.Empty : output);
    }

    private static DnsOutput Render(ClusterPlan plan, StubTarget target, TemplateSet templates, DiagnosticBag bag)
    {
        if (HasStanzas(plan.Dns.Provider) && templates.Only(TemplateTarget.DnsZone, plan, bag) is { } stubs)
        {
            target = target with { Blocks = StubTemplate.Render(stubs, plan, target, bag) };
        }

        var responder = templates.Only(TemplateTarget.DnsResponder, plan, bag);
        if (bag.HasErrors)
        {
            return DnsOutput.Empty;
        }

        var stub = plan.Dns.Provider switch
        {
            DnsProviderKind.Coredns => CorednsStub.Render(plan, target, bag),
            DnsProviderKind.CorednsCustom => CorednsCustomStub.Render(plan, target, bag),
            DnsProviderKind.KubeDns => KubeDnsStub.Render(plan, target, bag),
            DnsProviderKind.Openshift => OpenshiftStub.Render(plan, target, bag),
            DnsProviderKind.Rke2 => Rke2Stub.Render(plan, target, bag),
            _ => null,
        };
        var files = plan.Dns.Provider == DnsProviderKind.EksAddon ? EksAddonStub.Render(plan, target, bag) : [];
        var cache = plan.Dns is { NodeLocalCache.Value: true, Provider: not DnsProviderKind.KubeDns } ? KubeDnsStub.Render(plan, target, bag) : null;
        Manifest?[] shared = [stub, cache];
        var server = responder is null ? Responder.Render(plan, target, bag) : ResponderTemplate.Render(responder, plan, target, bag);
        return new DnsOutput([.. shared.OfType<Manifest>(), .. server], files);
    }

    /// <summary>Whether stubs are server blocks; the other providers take a list of name servers.</summary>
    private static bool HasStanzas(DnsProviderKind provider) => provider is
        DnsProviderKind.Coredns or DnsProviderKind.CorednsCustom or DnsProviderKind.EksAddon or DnsProviderKind.Rke2;

    /// <summary>
    /// A stub that an earlier render left and that is no longer asked for, once more without our part. Call it for each previously
    /// shared object that <see cref="Render"/> does not render now; calling it again with its own result changes nothing.
    /// </summary>
    /// <param name="previous">The object as it lies in the output now (<c>SharedObject.Content</c>, read back), with the origin it shall have.</param>
    /// <param name="plan">The cluster, or null where it has left the specs.</param>
    /// <returns>
    /// Null for an object that is none of ours to release (a Namespace, another object), and after an error:
    /// a base Corefile that cannot be read or whose markers do not pair, a declared stub domain that is not valid.
    /// </returns>
    public static Diagnosed<Manifest?> Release(Manifest previous, ClusterPlan? plan)
    {
        var bag = new DiagnosticBag();
        return bag.With((previous.ApiVersion, previous.Kind, previous.Namespace, previous.Name) switch
        {
            ("v1", "ConfigMap", SharedConfigMap.Namespace, CorednsStub.Name) => CorednsStub.Release(previous, plan, bag),
            ("v1", "ConfigMap", SharedConfigMap.Namespace, CorednsCustomStub.Name) => CorednsCustomStub.Release(previous),
            ("v1", "ConfigMap", SharedConfigMap.Namespace, KubeDnsStub.Name) => KubeDnsStub.Release(previous, plan, bag),
            (OpenshiftStub.ApiVersion, OpenshiftStub.Kind, null, OpenshiftStub.Name) => OpenshiftStub.Release(previous, plan, bag),
            (Rke2Stub.ApiVersion, Rke2Stub.Kind, SharedConfigMap.Namespace, Rke2Stub.Name) => Rke2Stub.Release(previous, plan, bag),
            _ => null,
        });
    }
}
