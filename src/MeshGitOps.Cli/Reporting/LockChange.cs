using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A line of the lock file of virtual addresses that differs.</summary>
/// <param name="Before">Null where there is no such line.</param>
/// <param name="After">Null where there is to be none.</param>
internal sealed record LockChange(string Host, string? Before, string? After)
{
    /// <summary>Sorted by host.</summary>
    public static ImmutableArray<LockChange> Of(AddressLock committed, AddressLock planned) =>
    [
        .. committed.Addresses.Keys.Concat(planned.Addresses.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(host => new LockChange(host, AddressIn(committed, host), AddressIn(planned, host)))
            .Where(line => line.Before != line.After),
    ];

    private static string? AddressIn(AddressLock addresses, string host) =>
        addresses.Addresses.TryGetValue(host, out var line) ? line.Address : null;
}
