using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Rendering.Providers.Istio.Legacy;

/// <summary>
/// The <c>.global</c> recipe of Istio 1.1 to 1.8.5 and 1.9.0 to 1.9.4. The client side dials the gateway of the other cluster with the
/// SNI <c>outbound_.3000_._.messenger.default.global</c>; there the domain is rewritten to the cluster's own, and the connection goes on
/// to the Service <c>messenger</c> in <c>default</c> without being decrypted.
/// Source: the charts of Istio (<c>preconfigured.yaml</c> of the gateways), with the hosts named one by one.
/// </summary>
internal static class LegacyManifests
{
    public static bool IsLegacy(GlobalHost host) => host.Interconnect == InterconnectMode.Legacy;

    public static IEnumerable<Manifest> Render(ClusterPlan plan)
    {
        ImmutableArray<ClientEntryPlan> clients = [.. plan.ClientEntries.Where(entry => IsLegacy(entry.Host))];
        foreach (var entry in clients)
        {
            yield return LegacyServiceEntry.Create(entry, plan.Settings);
            if (LegacyHostRule.IsNeeded(entry))
            {
                yield return LegacyHostRule.Create(entry, plan.Settings);
            }
        }

        foreach (var domain in clients.GroupBy(entry => (entry.Host.GlobalNamespace, entry.Host.Domain)))
        {
            yield return LegacyDomainRule.Create([.. domain], plan);
        }

        ImmutableArray<ServerEntryPlan> servers = [.. plan.ServerEntries.Where(entry => IsLegacy(entry.Host))];
        if (plan.Settings.EastWestManaged && !servers.IsEmpty)
        {
            yield return LegacyGateway.Create(servers, plan.Settings);
            yield return LegacyClusterRewrite.Create(servers, plan.Settings);
        }
    }
}
