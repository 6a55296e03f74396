using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio.Legacy;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>Everything that is rendered for a cluster with Istio, sorted by <see cref="ManifestOrder"/>.</summary>
public static class IstioManifests
{
    public static ImmutableArray<Manifest> Render(ClusterPlan plan)
    {
        var manifests = ImmutableArray.CreateBuilder<Manifest>();
        manifests.AddRange(ConfigNamespace.CreateAll(plan.ConfigNamespaces));
        manifests.AddRange(plan.InjectedNamespaces.Select(InjectedNamespace.Create));
        foreach (var entry in plan.ClientEntries.Where(entry => !LegacyManifests.IsLegacy(entry.Host)))
        {
            manifests.Add(ClientServiceEntry.Create(entry, plan.Settings));
            manifests.Add(ClientDestinationRule.Create(entry, plan.Settings));
            if (entry.Routing is { } routing)
            {
                manifests.Add(VirtualService.Create(entry, routing, plan.Settings));
            }
        }

        ImmutableArray<ServerEntryPlan> servers = [.. plan.ServerEntries.Where(entry => !LegacyManifests.IsLegacy(entry.Host))];
        foreach (var entry in servers)
        {
            manifests.Add(ServerServiceEntry.Create(entry, plan.Settings));
            manifests.Add(ServerDestinationRule.Create(entry, plan.Settings));
        }

        if (plan.Settings.EastWestManaged && !servers.IsEmpty)
        {
            manifests.Add(EastWestGateway.Create(servers, plan.Settings));
        }

        foreach (var entry in plan.EgressEntries)
        {
            manifests.Add(EgressServiceEntry.Create(entry, plan.Settings));
            manifests.Add(EgressDestinationRule.Create(entry, plan.Settings));
        }

        if (!plan.EgressEntries.IsEmpty)
        {
            manifests.Add(EgressGateway.Create(plan.EgressEntries, plan.Settings));
        }

        manifests.AddRange(LegacyManifests.Render(plan));

        if (IstioApi.HasPeerAuthentication(plan.Settings.IstioVersion))
        {
            manifests.AddRange(plan.PeerAuthentications.Select(authentication => PeerAuthentication.Create(authentication, plan.Settings)));
        }

        manifests.AddRange(plan.Access.Select(access => AuthorizationPolicy.Create(access, plan.Settings)).OfType<Manifest>());
        manifests.Sort(ManifestOrder.Instance);
        return manifests.DrainToImmutable();
    }
}
