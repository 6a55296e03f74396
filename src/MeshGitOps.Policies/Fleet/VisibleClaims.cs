using System.Collections.Immutable;

namespace MeshGitOps.Policies.Fleet;

/// <summary>
/// Who claims a thing (a host, an address, a port) in which namespaces: finds an earlier claim that some namespace sees beside a later one.
/// A look-up costs one step for each entry of <c>exportTo</c>, however many claims there are.
/// </summary>
internal sealed class VisibleClaims<TKey, TClaim>
    where TKey : notnull
    where TClaim : class
{
    private readonly Dictionary<TKey, TClaim> _first = [];
    private readonly Dictionary<TKey, TClaim> _everywhere = [];
    private readonly Dictionary<(TKey Key, string Namespace), TClaim> _byNamespace = [];

    /// <summary>The claim that was there before in a namespace of <paramref name="exportTo"/>, or null; the new one never takes its place.</summary>
    public TClaim? Add(TKey key, ImmutableArray<string> exportTo, TClaim claim)
    {
        var earlier = Find(key, exportTo);
        if (exportTo.IsEmpty)
        {
            return earlier;
        }

        _first.TryAdd(key, claim);
        foreach (var entry in exportTo)
        {
            if (entry == "*")
            {
                _everywhere.TryAdd(key, claim);
            }
            else
            {
                _byNamespace.TryAdd((key, entry), claim);
            }
        }

        return earlier;
    }

    /// <param name="exportTo">As <see cref="MeshHosts.Visibility"/> makes it.</param>
    public TClaim? Find(TKey key, ImmutableArray<string> exportTo)
    {
        if (exportTo.IsEmpty)
        {
            return null;
        }

        if (exportTo.Contains("*", StringComparer.Ordinal))
        {
            return _first.GetValueOrDefault(key);
        }

        foreach (var entry in exportTo)
        {
            if (_byNamespace.TryGetValue((key, entry), out var claim))
            {
                return claim;
            }
        }

        return _everywhere.GetValueOrDefault(key);
    }
}
