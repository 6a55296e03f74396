using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>A host that needs an address, and the address that its GlobalService pins.</summary>
internal sealed record AddressRequest(string Host, Located<string>? Pinned);

/// <summary>
/// Gives every host its virtual address: the pinned one, else the one of the lock file, else a free one derived from its name.
/// Hosts are taken in sorted order, so a render from nothing is deterministic.
/// </summary>
internal static class AddressPlanner
{
    private const string PinCure = "Pin another address of the range, such as 240.0.1.7 in the default one, or leave 'virtualAddress' out.";

    /// <summary>The lock file as it should be: also the lines of hosts that are gone, which only <c>addresses prune</c> removes.</summary>
    public static AddressLock Plan(PlanningContext context, IEnumerable<AddressRequest> requests)
    {
        var workspace = context.Specs.Workspace;
        if (Pool(context, workspace.VirtualAddressRange) is not { } pool)
        {
            return context.Input.Lock;
        }

        var sorted = requests.OrderBy(request => request.Host, StringComparer.Ordinal).ToList();
        var addresses = context.Input.Lock.Addresses.ToBuilder();
        var holders = new Dictionary<uint, (string Host, SourceLocation? Location)>();
        var pinned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in sorted)
        {
            if (request.Pinned is { } pin && Accept(context, pool, holders, request.Host, pin.Value, pin.Location, PinCure, workspace.VirtualAddressRange))
            {
                pinned.Add(request.Host);
                var kept = addresses.TryGetValue(request.Host, out var locked) && locked.Address == pin.Value;
                addresses[request.Host] = new LockedAddress(pin.Value, kept ? locked!.Location : null);
            }
        }

        foreach (var request in sorted)
        {
            if (!pinned.Contains(request.Host) && addresses.TryGetValue(request.Host, out var locked) && locked.Location is { } location)
            {
                Accept(context, pool, holders, request.Host, locked.Address, location, $"Run 'meshgitops addresses reassign {request.Host}'.", workspace.VirtualAddressRange);
            }
        }

        // Addresses of hosts that are gone stay theirs until 'addresses prune': a client may still use them.
        var requested = sorted.Select(request => request.Host).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, locked) in context.Input.Lock.Addresses.Where(entry => !requested.Contains(entry.Key)))
        {
            if (AddressRange.ParseAddress(locked.Address) is { } address)
            {
                pool.Take(address);
            }
        }

        foreach (var request in sorted)
        {
            if (addresses.ContainsKey(request.Host))
            {
                continue;
            }

            if (pool.Allocate(request.Host) is not { } address)
            {
                context.Diagnostics.Add(
                    AddressDiagnostics.RangeExhausted,
                    RangeLocation(context, workspace.VirtualAddressRange),
                    $"The virtual address range has no address left for host '{request.Host}'.",
                    "Widen 'virtualAddresses.ipv4' of the Workspace, or remove unused lines with 'meshgitops addresses prune'.");
                break;
            }

            addresses.Add(request.Host, new LockedAddress(AddressRange.Format(address), null));
        }

        return new AddressLock(addresses.ToImmutable());
    }

    private static AddressPool? Pool(PlanningContext context, Located<string>? declared)
    {
        var text = declared?.Value ?? WorkspaceSpec.DefaultVirtualAddressRange;
        if (AddressRange.TryParse(text) is not { PrefixLength: <= 24 } range)
        {
            context.Diagnostics.Add(
                AddressDiagnostics.RangeInvalid,
                RangeLocation(context, declared),
                $"'{text}' is no IPv4 range of at least a /24.",
                "Write it as '240.0.0.0/10'.");
            return null;
        }

        var reserved = context.Clusters
            .SelectMany(cluster =>
                cluster.Spec.PodCidrs.Select(cidr => (cidr, Name: $"the pods of cluster '{cluster.Name}' ({cidr})"))
                    .Concat(cluster.Spec.ServiceCidrs.Select(cidr => (cidr, Name: $"the Services of cluster '{cluster.Name}' ({cidr})"))))
            .Select(item => (Range: AddressRange.TryParse(item.cidr.Value), item.Name))
            .Where(item => item.Range is not null)
            .Select(item => (item.Range!.Value, item.Name))
            .ToImmutableArray();
        var pool = new AddressPool(range, reserved);
        if (FirstUsable(pool) is not null)
        {
            return pool;
        }

        context.Diagnostics.Add(
            AddressDiagnostics.RangeInvalid,
            RangeLocation(context, declared),
            $"No address of '{text}' can be used, because it {pool.Refuse(range.First + 1)}.",
            "Take a range that nobody routes, such as the default '240.0.0.0/10'.");
        return null;
    }

    /// <summary>Looks at one address per /24, which is enough: reserved ranges that are smaller leave others.</summary>
    private static uint? FirstUsable(AddressPool pool)
    {
        for (ulong address = (ulong)pool.Range.First + 1; address <= pool.Range.Last; address += 256)
        {
            if (pool.Refuse((uint)address) is null)
            {
                return (uint)address;
            }
        }

        return null;
    }

    private static bool Accept(
        PlanningContext context,
        AddressPool pool,
        Dictionary<uint, (string Host, SourceLocation? Location)> holders,
        string host,
        string text,
        SourceLocation location,
        string cure,
        Located<string>? range)
    {
        if (AddressRange.ParseAddress(text) is not { } address)
        {
            context.Diagnostics.Add(
                AddressDiagnostics.AddressInvalid, location, $"'{text}' of host '{host}' is no IPv4 address.", cure);
            return false;
        }

        // First why no range could have it: 127.127.42.69 is not cured by another range.
        if (pool.Refuse(address) is { } reason)
        {
            context.Diagnostics.Add(
                AddressDiagnostics.AddressForbidden,
                location,
                $"Virtual address '{text}' of host '{host}' {reason}.",
                cure);
            return false;
        }

        if (!pool.Range.Contains(address))
        {
            context.Diagnostics.Add(
                AddressDiagnostics.AddressOutsideRange,
                location,
                $"Virtual address '{text}' of host '{host}' lies outside '{range?.Value ?? WorkspaceSpec.DefaultVirtualAddressRange}'.",
                cure);
            return false;
        }

        if (pool.Take(address))
        {
            holders.Add(address, (host, location));
            return true;
        }

        // Only hosts of the plan are holders: those that are gone are taken last.
        var holder = holders[address];
        context.Diagnostics.Add(
            AddressDiagnostics.AddressTwice,
            location,
            $"Host '{host}' has the virtual address '{text}' of host '{holder.Host}'.",
            cure,
            holder.Location is { } other ? [new RelatedLocation(other, $"host '{holder.Host}'")] : []);
        return false;
    }

    private static SourceLocation RangeLocation(PlanningContext context, Located<string>? declared) =>
        declared?.Location
        ?? context.Specs.Workspace.Metadata?.Name.Location
        ?? context.Specs.GlobalNamespaces[0].Metadata.Name.Location;
}
