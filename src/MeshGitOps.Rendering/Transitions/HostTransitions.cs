using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>What callers of a host have in their hands: its name, the numbers of its ports, its virtual address.</summary>
internal static class HostTransitions
{
    public static IEnumerable<Transition> Find(OutputChange change, TransitionPlaces places)
    {
        foreach (var host in change.Published.Clients.Keys)
        {
            var before = change.Published.ClientsOf(host);
            var after = change.Rendered.ClientsOf(host);
            if (!after.IsEmpty)
            {
                foreach (var transition in Changes(HostChange.Of(host, change), before[0], after[0], places))
                {
                    yield return transition;
                }
            }
            else if (!places.IsPlanned(host))
            {
                yield return new Transition(TransitionRisk.Callers, Diagnostic.Create(
                    TransitionDiagnostics.HostRemoved,
                    places.Of(before[0].Source),
                    $"Host '{host}' is removed, but clients of {Clusters(before)} have it.",
                    "First commit: 'render --phase Additive', which keeps it. When nothing calls it any more: 'render --phase Removal'."));
            }
        }
    }

    private static IEnumerable<Transition> Changes(HostChange change, HostEntry before, HostEntry after, TransitionPlaces places)
    {
        if (change.LostPorts.Count > 0)
        {
            var lost = Words.List(change.LostPorts.Select(HostChange.Spell));
            yield return change.NewPorts.Count > 0
                ? new Transition(TransitionRisk.OrderAndCallers, Diagnostic.Create(
                    TransitionDiagnostics.PortRemoved,
                    places.OfPorts(after, change.NewPorts),
                    $"Host '{change.Host}' gets port {Words.List(change.NewPorts.Select(HostChange.Spell))} in the place of {lost}, which published clients call.",
                    "First commit: the Service has both ports. When every caller uses the new one: take the old one away with 'render --phase Removal'."))
                : new Transition(TransitionRisk.Callers, Diagnostic.Create(
                    TransitionDiagnostics.PortRemoved,
                    places.OfPorts(after, change.NewPorts),
                    $"Host '{change.Host}' loses port {lost}, which published clients have.",
                    "First commit: 'render --phase Additive', which keeps it. When nothing calls it any more: 'render --phase Removal'."));
        }

        if (change.LostAddresses.Count > 0)
        {
            yield return new Transition(TransitionRisk.Callers, Diagnostic.Create(
                TransitionDiagnostics.VirtualAddressChanged,
                places.OfAddress(after),
                $"The virtual address of '{change.Host}' changes from {Words.List(change.LostAddresses)} to {Words.List(after.Addresses)}.",
                "Keep the address. If it must change: first commit, an alias of the service in 'aliases' and 'render --phase Additive'; "
                + "when every caller uses the alias, 'render --phase Removal'."));
        }
    }

    private static string Clusters(IEnumerable<HostEntry> entries) =>
        "cluster " + Words.List(entries.Select(entry => entry.Cluster).Distinct(StringComparer.Ordinal));
}
