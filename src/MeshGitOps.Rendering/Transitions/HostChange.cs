using System.Globalization;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>The ports and addresses of a host, over all clusters: they are the same in each.</summary>
internal sealed record HostChange(
    string Host,
    IReadOnlySet<long> LostPorts,
    IReadOnlySet<long> NewPorts,
    IReadOnlySet<string> LostAddresses)
{
    /// <summary>Whether callers of a host that stays would have to change.</summary>
    public bool IsBreaking => LostPorts.Count > 0 || LostAddresses.Count > 0;

    public static HostChange Of(string host, OutputChange change)
    {
        var before = change.Published.ClientsOf(host);
        var after = change.Rendered.ClientsOf(host);
        var ports = new SortedSet<long>(before.SelectMany(entry => entry.Ports));
        var newPorts = new SortedSet<long>(after.SelectMany(entry => entry.Ports));
        var addresses = new SortedSet<string>(before.SelectMany(entry => entry.Addresses), StringComparer.Ordinal);
        addresses.ExceptWith(after.SelectMany(entry => entry.Addresses));
        return new HostChange(
            host,
            new SortedSet<long>(ports.Except(newPorts)),
            new SortedSet<long>(newPorts.Except(ports)),
            addresses);
    }

    public static string Spell(long port) => port.ToString(CultureInfo.InvariantCulture);
}
