using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The virtual addresses of hosts: one line per host, sorted, the same in every cluster.</summary>
public sealed record AddressLock(ImmutableSortedDictionary<string, LockedAddress> Addresses)
{
    public static readonly AddressLock Empty =
        new(ImmutableSortedDictionary<string, LockedAddress>.Empty.WithComparers(StringComparer.Ordinal));
}

/// <summary>The address, and the place of its line where the file has one already.</summary>
public sealed record LockedAddress(string Address, SourceLocation? Location);
