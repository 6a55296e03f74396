using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>What the phase Additive makes of each object.</summary>
internal sealed class HeldObjects
{
    /// <summary>What belongs to a ServiceEntry of the same name and namespace, and changes with it.</summary>
    private static readonly string[] Companions = ["DestinationRule", VirtualService.Kind];

    private readonly OutputChange _change;
    private readonly AdditiveStep _step;
    private readonly HashSet<(string Cluster, string Namespace, string Name)> _heldEntries;
    private readonly HashSet<(string Cluster, string Namespace, string Name)> _renderedEntries;
    private readonly ILookup<string, MeshObject> _published;
    private readonly ILookup<string, MeshObject> _rendered;

    public HeldObjects(OutputChange change, AdditiveStep step)
    {
        _change = change;
        _step = step;
        _published = change.Published.Objects.ToLookup(item => item.Path.Value, StringComparer.Ordinal);
        _rendered = change.Rendered.Objects.ToLookup(item => item.Path.Value, StringComparer.Ordinal);
        var breaking = change.Published.Clients.Keys
            .Where(host => !change.Rendered.ClientsOf(host).IsEmpty && HostChange.Of(host, change).IsBreaking)
            .ToHashSet(StringComparer.Ordinal);
        _renderedEntries = [.. change.Rendered.ByKey.Values.Where(item => item.Key.Is("ServiceEntry")).Select(Place)];
        _heldEntries =
        [
            .. change.Rendered.ByKey.Values
                .Where(item => item.Key.Is("ServiceEntry") && HostEntry.Of(item).Any(entry => IsHeld(entry, breaking)))
                .Select(Place),
        ];
    }

    public ImmutableArray<MeshObject> PublishedIn(OutputPath path) => [.. _published[path.Value]];

    public ImmutableArray<MeshObject> RenderedIn(OutputPath path) => [.. _rendered[path.Value]];

    /// <summary>Published, and rendered in no file any more. Routes of a client side that is rendered anew would lead to subsets that it no longer has.</summary>
    public bool IsGone(MeshObject published) =>
        !_change.Rendered.ByKey.ContainsKey(published.Key)
        && !(published.Key.Is(VirtualService.Kind) && _renderedEntries.Contains(Place(published)) && !_heldEntries.Contains(Place(published)));

    /// <summary>The object for now; null where it must wait.</summary>
    public MeshObject? Additive(MeshObject rendered)
    {
        var published = _change.Published.ByKey.GetValueOrDefault(rendered.Key);
        if (StrictTransitions.IsTightened(rendered, _change))
        {
            return published;
        }

        if (published is null)
        {
            // Routes wait for the client side that they are for.
            return rendered.Key.Is(VirtualService.Kind) && _heldEntries.Contains(Place(rendered)) && IsEntryPublished(rendered) ? null : rendered;
        }

        return rendered.Key switch
        {
            var key when key.Is("Gateway") => rendered with { Root = GatewayUnion.Of(published.Root, rendered.Root) },
            // The names that a DNS server answers: one that goes takes its clients with it.
            { Group: "", Kind: "ConfigMap" } => published,
            var key when (key.Is("ServiceEntry") || Companions.Any(key.Is)) && _heldEntries.Contains(Place(rendered)) => published,
            _ => rendered,
        };
    }

    private bool IsHeld(HostEntry rendered, HashSet<string> breaking) =>
        breaking.Contains(rendered.Host)
        || (!rendered.IsServer
            && (_step == AdditiveStep.Shortest
                ? ServerTransitions.Gained(rendered, _change).Any() || GatewayTransitions.DialsOtherPorts(rendered, _change)
                : ServerTransitions.NotYetServed(rendered, _change).Any() || GatewayTransitions.DialsAClosedPort(rendered, _change)))
        || (!rendered.IsServer && GatewayTransitions.DialsElsewhere(rendered, _change));

    private bool IsEntryPublished(MeshObject item) => _change.Published.ByKey.ContainsKey(item.Key with { Kind = "ServiceEntry" });

    private static (string Cluster, string Namespace, string Name) Place(MeshObject item) =>
        (item.Cluster, item.Key.Namespace, item.Key.Name);
}
