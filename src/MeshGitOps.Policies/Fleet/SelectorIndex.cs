using System.Collections.Immutable;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Finds the selectors that select given labels without looking at all of them; a selector without labels is left out.</summary>
public sealed class SelectorIndex<T>
{
    private readonly Dictionary<(string Namespace, string Key, string Value), List<Entry>> _byRarestLabel = [];

    internal SelectorIndex(IEnumerable<(string Namespace, ImmutableSortedDictionary<string, string> Selector, T Item)> selectors)
    {
        var entries = selectors.Where(entry => !entry.Selector.IsEmpty).ToList();
        var counts = new Dictionary<(string, string, string), int>();
        foreach (var (@namespace, selector, _) in entries)
        {
            foreach (var (key, value) in selector)
            {
                counts[(@namespace, key, value)] = counts.GetValueOrDefault((@namespace, key, value)) + 1;
            }
        }

        foreach (var (@namespace, selector, item) in entries)
        {
            // A label that every selector has (version: v1) must not make each look-up walk all of them.
            var (key, value) = selector.MinBy(label => counts[(@namespace, label.Key, label.Value)]);
            if (!_byRarestLabel.TryGetValue((@namespace, key, value), out var same))
            {
                _byRarestLabel.Add((@namespace, key, value), same = []);
            }

            same.Add(new Entry(selector, item));
        }
    }

    /// <summary>The items of a namespace whose selectors select these labels, in the order of the labels and then of the items.</summary>
    public IEnumerable<T> Selecting(string @namespace, ImmutableSortedDictionary<string, string> labels)
    {
        foreach (var (key, value) in labels)
        {
            if (!_byRarestLabel.TryGetValue((@namespace, key, value), out var candidates))
            {
                continue;
            }

            foreach (var candidate in candidates)
            {
                if (candidate.Selects(labels))
                {
                    yield return candidate.Item;
                }
            }
        }
    }

    private sealed record Entry(ImmutableSortedDictionary<string, string> Selector, T Item)
    {
        public bool Selects(ImmutableSortedDictionary<string, string> labels)
        {
            foreach (var (key, value) in Selector)
            {
                if (!labels.TryGetValue(key, out var actual) || actual != value)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
