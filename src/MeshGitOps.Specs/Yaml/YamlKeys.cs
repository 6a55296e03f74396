namespace MeshGitOps.Specs.Yaml;

/// <summary>Finds duplicates among the keys of a mapping that is being read.</summary>
internal static class YamlKeys
{
    /// <summary>A mapping of up to this many entries is searched entry by entry, without a set.</summary>
    private const int SmallMapping = 12;

    /// <summary>The key with the same value, or null; a new one is in <paramref name="keys"/> afterwards.</summary>
    /// <param name="keys">The values of all keys so far, once the mapping is no longer small.</param>
    public static YamlScalar? Find(ReadOnlySpan<YamlEntry> entries, string value, ref HashSet<string>? keys)
    {
        if (keys is null && entries.Length > SmallMapping)
        {
            keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                keys.Add(entry.Key.Value);
            }
        }

        if (keys is not null && keys.Add(value))
        {
            return null;
        }

        foreach (var entry in entries)
        {
            if (entry.Key.Value == value)
            {
                return entry.Key;
            }
        }

        return null;
    }
}
