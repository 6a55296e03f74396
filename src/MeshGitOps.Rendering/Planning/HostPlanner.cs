using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>A service that is served, with its ports: one host for its name and one for each alias. Compared by reference.</summary>
internal sealed class ServedService(ServiceGroup group, ImmutableArray<Server> servers, ImmutableArray<HostPort> ports)
{
    public ServiceGroup Group { get; } = group;

    /// <summary>Sorted by cluster; never empty.</summary>
    public ImmutableArray<Server> Servers { get; } = servers;

    /// <summary>Sorted by number; never empty.</summary>
    public ImmutableArray<HostPort> Ports { get; } = ports;
}

/// <summary>A host before its address is known.</summary>
internal sealed record HostDraft(string Host, ServedService Service, SourceLocation Location);

/// <summary>The names of services, and the hosts they become.</summary>
internal static class HostPlanner
{
    /// <summary>All hosts of all GlobalNamespaces, sorted by name, one service each.</summary>
    public static ImmutableArray<HostDraft> Draft(PlanningContext context, IEnumerable<ServedService> services)
    {
        var drafts = new SortedDictionary<string, HostDraft>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            Add(context, drafts, new HostDraft(NameOf(service.Group), service, service.Group.Location));
            foreach (var alias in service.Group.Spec?.Aliases ?? [])
            {
                Add(context, drafts, new HostDraft(alias.Value, service, alias.Location));
            }
        }

        return [.. drafts.Values];
    }

    public static GlobalHost Complete(HostDraft draft, AddressLock addresses) => new()
    {
        Host = draft.Host,
        GlobalNamespace = draft.Service.Group.GlobalNamespace.Metadata.Name.Value,
        Domain = draft.Service.Group.GlobalNamespace.Domain.Value,
        Interconnect = draft.Service.Group.GlobalNamespace.Interconnect?.Value ?? InterconnectMode.EastWest,
        Service = draft.Service.Group.Key,
        // Without an address there is a finding, and nothing is written.
        VirtualAddress = addresses.Addresses.TryGetValue(draft.Host, out var locked) ? locked.Address : "",
        Ports = draft.Service.Ports,
        Servers =
        [
            .. draft.Service.Servers.Select(server =>
                new ServingCluster(server.Candidate.Cluster.Name, server.Candidate.Key, server.State, server.Candidate.Location)),
        ],
        SubjectAltNames = IdentityPlanner.SubjectAltNames(draft.Service),
        Origin = draft.Service.Group.Origin,
        Location = draft.Location,
    };

    /// <summary>The host of a service by the pattern of its GlobalNamespace, aliases aside.</summary>
    public static string NameOf(ServiceGroup group)
    {
        var domain = group.GlobalNamespace.Domain.Value;
        return group.GlobalNamespace.Hostname?.Value == GlobalNamespaceSpec.NamespacedHostname
            ? $"{group.Key.Name}.{group.Key.Namespace}.{domain}"
            : $"{group.Key.Name}.{domain}";
    }

    private static void Add(PlanningContext context, SortedDictionary<string, HostDraft> drafts, HostDraft draft)
    {
        if (draft.Host.Length > DnsNames.MaxDomainLength)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.HostTooLong,
                draft.Location,
                $"The hostname of service '{draft.Service.Group.Key}' has {draft.Host.Length} characters, but at most {DnsNames.MaxDomainLength} are allowed.",
                "Shorten the domain of the GlobalNamespace.");
            return;
        }

        if (drafts.TryAdd(draft.Host, draft))
        {
            return;
        }

        var first = drafts[draft.Host];
        context.Diagnostics.Add(
            PlanDiagnostics.HostTwice,
            draft.Location,
            $"Service '{draft.Service.Group.Key}' has the hostname '{draft.Host}' of service '{first.Service.Group.Key}'.",
            "Set 'hostname: \"{service}.{namespace}.{domain}\"' in the GlobalNamespace, or exclude one of the two in 'services.exclude'.",
            new RelatedLocation(first.Location, $"service '{first.Service.Group.Key}'"));
    }
}
