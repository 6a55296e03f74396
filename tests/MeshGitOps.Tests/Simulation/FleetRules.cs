using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>What must be the same, or distinct, over all entries of all clusters.</summary>
internal static class FleetRules
{
    public static IEnumerable<Failure> Check(Fleet fleet, Simulator simulator)
    {
        var entries = simulator.Views.Values
            .SelectMany(view => view.Entries.Where(entry => fleet.Hosts.Any(host => host.Host == entry.Host)).Select(entry => (View: view, Entry: entry)))
            .ToList();
        return
        [
            .. entries.GroupBy(item => item.Entry.Host, StringComparer.Ordinal).SelectMany(group => SameEverywhere([.. group.Select(item => item.Entry)])),
            .. Distinct(entries.Select(item => item.Entry)),
            .. fleet.Hosts.SelectMany(host => Identities(simulator, host)),
            .. fleet.Hosts.SelectMany(host => ConfigNamespaces(simulator, host)),
        ];
    }

    private static IEnumerable<Failure> SameEverywhere(ImmutableArray<EntryView> entries)
    {
        var host = entries[0].Host;
        if (entries.Select(entry => string.Join(' ', entry.Ports.Select(port => port.Number).Order())).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            yield return new Failure(FailureReason.PortsDiffer, $"'{host}' has other port numbers in another entry");
        }

        if (entries.Select(entry => string.Join(' ', entry.Addresses)).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            yield return new Failure(FailureReason.VirtualAddress, $"'{host}' has another virtual address in another entry");
        }
    }

    private static IEnumerable<Failure> Distinct(IEnumerable<EntryView> entries) => entries
        .SelectMany(entry => entry.Addresses.Select(address => (address, entry.Host)))
        .Distinct()
        .GroupBy(item => item.address, StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => new Failure(
            FailureReason.VirtualAddress,
            $"'{group.Key}' is the address of {string.Join(" and ", group.Select(item => $"'{item.Host}'"))}"));

    /// <summary>The client side names every identity behind the host, draining servers included, and no other; none where one is unknown, or where the release has none.</summary>
    private static IEnumerable<Failure> Identities(Simulator simulator, ExpectedHost host)
    {
        var identities = host.Servers
            .Select(server => simulator.Views[server.Cluster].Workloads.IdentitiesOf(server.Namespace, server.Service))
            .ToList();
        ImmutableSortedSet<string> expected = host.IsLegacy || identities.Exists(item => item.IsEmpty) ? [] : [.. identities.SelectMany(item => item)];
        return simulator.Views.Values
            .SelectMany(view => view.EntriesOf(host.Host).Where(entry => entry.Namespace == host.ConfigNamespace)
                .Where(entry => !expected.SetEquals(entry.SubjectAltNames))
                .Select(entry => new Failure(
                    FailureReason.SubjectAltNames,
                    $"{view.Facts.Name}: {entry.Source} does not name exactly {string.Join(", ", expected)}")));
    }

    /// <summary>The client side lies in the config namespace, the server and the egress side in those of their gateways, and only there.</summary>
    private static IEnumerable<Failure> ConfigNamespaces(Simulator simulator, ExpectedHost host) =>
        from view in simulator.Views.Values
        from entry in view.EntriesOf(host.Host)
        where entry.Namespace != host.ConfigNamespace && entry.Namespace != view.Facts.GatewayNamespace
            && !(host.IsViaEgress && entry.Namespace == view.Facts.EgressNamespace)
        select new Failure(FailureReason.Shadowed, $"{view.Facts.Name}: {entry.Source} is an entry of a global host in another namespace");
}
