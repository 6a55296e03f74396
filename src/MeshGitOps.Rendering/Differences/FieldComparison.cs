using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Differences;

/// <summary>The fields that differ between two versions of an object. The order of fields is no difference; that of the items of a list is.</summary>
internal sealed class FieldComparison
{
    private readonly ImmutableArray<FieldDifference>.Builder _found = ImmutableArray.CreateBuilder<FieldDifference>();

    public static ImmutableArray<FieldDifference> Of(ManifestMapping before, ManifestMapping after)
    {
        var comparison = new FieldComparison();
        comparison.Compare("", before, after);
        return comparison._found.DrainToImmutable();
    }

    private void Compare(string path, string field, ManifestValue before, ManifestValue after)
    {
        switch (before, after)
        {
            case (ManifestMapping old, ManifestMapping fresh):
                Compare(path, old, fresh);
                break;
            case (ManifestSequence old, ManifestSequence fresh):
                if (ListNames.Of(field, old, fresh) is var (oldNames, freshNames))
                {
                    CompareNamed(path, old, oldNames, fresh, freshNames);
                }
                else
                {
                    CompareNameless(path, old, fresh);
                }

                break;
            case (ManifestString old, ManifestString fresh):
                if (old.Value != fresh.Value)
                {
                    _found.Add(new FieldDifference(path, old, fresh) { Lines = LinesOf(old.Value, fresh.Value) });
                }

                break;
            default:
                if (!before.Equals(after))
                {
                    _found.Add(new FieldDifference(path, before, after));
                }

                break;
        }
    }

    private void Compare(string path, ManifestMapping before, ManifestMapping after)
    {
        var left = after.Fields.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        foreach (var (key, old) in before.Fields)
        {
            if (left.Remove(key, out var fresh))
            {
                Compare(Below(path, key), key, old, fresh);
            }
            else
            {
                _found.Add(new FieldDifference(Below(path, key), old, null));
            }
        }

        foreach (var (key, fresh) in after.Fields.Where(field => left.ContainsKey(field.Key)))
        {
            _found.Add(new FieldDifference(Below(path, key), null, fresh));
        }
    }

    private void CompareNamed(
        string path,
        ManifestSequence before,
        ImmutableArray<string> oldNames,
        ManifestSequence after,
        ImmutableArray<string> freshNames)
    {
        var positions = freshNames.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        var order = new List<int>();
        for (var i = 0; i < oldNames.Length; i++)
        {
            var itemPath = ItemOf(path, oldNames[i]);
            if (positions.Remove(oldNames[i], out var position))
            {
                order.Add(position);
                Compare(itemPath, "", before.Items[i], after.Items[position]);
            }
            else
            {
                _found.Add(new FieldDifference(itemPath, before.Items[i], null));
            }
        }

        for (var i = 0; i < freshNames.Length; i++)
        {
            if (positions.ContainsKey(freshNames[i]))
            {
                _found.Add(new FieldDifference(ItemOf(path, freshNames[i]), null, after.Items[i]));
            }
        }

        if (order.Zip(order.Skip(1)).Any(pair => pair.First > pair.Second))
        {
            var old = order.Select(position => freshNames[position]);
            var fresh = order.Order().Select(position => freshNames[position]);
            _found.Add(new FieldDifference(path, Names(old), Names(fresh)) { IsOrder = true });
        }
    }

    /// <summary>Items that are the same in both are passed over, wherever they stand; the others are compared one by one.</summary>
    private void CompareNameless(string path, ManifestSequence before, ManifestSequence after)
    {
        var oldTexts = before.Items.Select(CanonicalText.Of).ToList();
        var freshTexts = after.Items.Select(CanonicalText.Of).ToList();
        if (oldTexts.SequenceEqual(freshTexts, StringComparer.Ordinal))
        {
            return;
        }

        var old = Without(oldTexts, freshTexts);
        var fresh = Without(freshTexts, oldTexts);
        if (old.Count == 0 && fresh.Count == 0)
        {
            _found.Add(new FieldDifference(path, before, after) { IsOrder = true });
        }

        for (var i = 0; i < Math.Max(old.Count, fresh.Count); i++)
        {
            if (i >= old.Count)
            {
                _found.Add(new FieldDifference(ItemOf(path, Spell(fresh[i])), null, after.Items[fresh[i]]));
            }
            else if (i >= fresh.Count)
            {
                _found.Add(new FieldDifference(ItemOf(path, Spell(old[i])), before.Items[old[i]], null));
            }
            else
            {
                Compare(ItemOf(path, Spell(fresh[i])), "", before.Items[old[i]], after.Items[fresh[i]]);
            }
        }
    }

    /// <summary>The positions of items that the other list has not, or not as often.</summary>
    private static List<int> Without(List<string> texts, List<string> others)
    {
        var counts = others.CountBy(text => text, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var left = new List<int>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (counts.GetValueOrDefault(texts[i]) is var count and > 0)
            {
                counts[texts[i]] = count - 1;
            }
            else
            {
                left.Add(i);
            }
        }

        return left;
    }

    private static ImmutableArray<LineChange> LinesOf(string before, string after) =>
        before.Contains('\n', StringComparison.Ordinal) || after.Contains('\n', StringComparison.Ordinal)
            ? LineComparison.Of(LineChange.LinesOf(before), LineChange.LinesOf(after))
            : [];

    private static ManifestSequence Names(IEnumerable<string> names) => new([.. names.Select(name => new ManifestString(name))]);

    private static string Below(string path, string key) =>
        key.Length > 0 && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')
            ? path.Length == 0 ? key : $"{path}.{key}"
            : ItemOf(path, key);

    private static string ItemOf(string path, string name) => $"{path}[{name}]";

    private static string Spell(int position) => position.ToString(CultureInfo.InvariantCulture);
}
