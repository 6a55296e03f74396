using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Differences;

/// <summary>
/// What differs between two texts line by line.
/// Lines that stand once in both texts are held fast, in the longest order that both share (Bram Cohen's patience diff);
/// between them the longest common subsequence is sought where that is cheap.
/// A larger stretch without such a line is one change, so that the work grows with the lines, not with their square.
/// </summary>
public static class LineComparison
{
    /// <summary>Cells of the table for one stretch.</summary>
    private const int MaxCells = 256 * 256;

    public static ImmutableArray<LineChange> Of(ImmutableArray<string> before, ImmutableArray<string> after)
    {
        var changes = new List<(Stretch Old, Stretch Fresh)>();
        var (old, fresh) = (new Stretch(0, before.Length), new Stretch(0, after.Length));
        if (!IsSmall(old, fresh))
        {
            (old, fresh) = Trim(before, after, old, fresh);
            foreach (var (oldLine, freshLine) in Anchors(before, after, old, fresh))
            {
                Compare(before, after, old with { End = oldLine }, fresh with { End = freshLine }, changes);
                (old, fresh) = (old with { Start = oldLine + 1 }, fresh with { Start = freshLine + 1 });
            }
        }

        Compare(before, after, old, fresh, changes);
        Slide(before, after, changes);
        return [.. changes.Select(change => new LineChange(change.Old.Start, before[change.Old.Start..change.Old.End], after[change.Fresh.Start..change.Fresh.End]))];
    }

    private static void Compare(
        ImmutableArray<string> before,
        ImmutableArray<string> after,
        Stretch old,
        Stretch fresh,
        List<(Stretch Old, Stretch Fresh)> changes)
    {
        // The ends of a small stretch are left to the table: a closing brace at the end may belong to what was added before it.
        (old, fresh) = IsSmall(old, fresh) ? (old, fresh) : Trim(before, after, old, fresh);
        if (old.Length == 0 || fresh.Length == 0 || !IsSmall(old, fresh))
        {
            Add(old, fresh, changes);
            return;
        }

        var common = CommonLengths(before, after, old, fresh);
        var (i, j) = (0, 0);
        var (changeOld, changeFresh) = (old.Start, fresh.Start);
        while (i < old.Length && j < fresh.Length)
        {
            if (before[old.Start + i] == after[fresh.Start + j])
            {
                Add(new Stretch(changeOld, old.Start + i), new Stretch(changeFresh, fresh.Start + j), changes);
                i++;
                j++;
                (changeOld, changeFresh) = (old.Start + i, fresh.Start + j);
            }
            else if (common[i + 1, j] >= common[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        Add(old with { Start = changeOld }, fresh with { Start = changeFresh }, changes);
    }

    /// <summary>Of the tails of both stretches, by where they begin.</summary>
    private static int[,] CommonLengths(ImmutableArray<string> before, ImmutableArray<string> after, Stretch old, Stretch fresh)
    {
        var lengths = new int[old.Length + 1, fresh.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = fresh.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = before[old.Start + i] == after[fresh.Start + j]
                    ? lengths[i + 1, j + 1] + 1
                    : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }

    /// <summary>Lines that stand once in each text, as pairs of numbers that both grow.</summary>
    private static List<(int Old, int Fresh)> Anchors(ImmutableArray<string> before, ImmutableArray<string> after, Stretch old, Stretch fresh)
    {
        var inOld = NumbersOfUnique(before, old);
        var inFresh = NumbersOfUnique(after, fresh);
        var pairs = new List<(int Old, int Fresh)>();
        for (var i = old.Start; i < old.End; i++)
        {
            if (inOld[before[i]] == i && inFresh.TryGetValue(before[i], out var j) && j >= 0)
            {
                pairs.Add((i, j));
            }
        }

        return LongestGrowing(pairs);
    }

    /// <summary>-1 for a line that stands there more than once.</summary>
    private static Dictionary<string, int> NumbersOfUnique(ImmutableArray<string> lines, Stretch stretch)
    {
        var numbers = new Dictionary<string, int>(stretch.Length, StringComparer.Ordinal);
        for (var i = stretch.Start; i < stretch.End; i++)
        {
            if (!numbers.TryAdd(lines[i], i))
            {
                numbers[lines[i]] = -1;
            }
        }

        return numbers;
    }

    /// <summary>The longest subsequence whose second numbers grow; patience sorting, n log n.</summary>
    private static List<(int Old, int Fresh)> LongestGrowing(List<(int Old, int Fresh)> pairs)
    {
        var tops = new List<int>();
        var previous = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, tops.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[tops[middle]].Fresh < pairs[i].Fresh ? (middle + 1, high) : (low, middle);
            }

            previous[i] = low == 0 ? -1 : tops[low - 1];
            if (low == tops.Count)
            {
                tops.Add(i);
            }
            else
            {
                tops[low] = i;
            }
        }

        var longest = new List<(int, int)>(tops.Count);
        for (var i = tops.Count == 0 ? -1 : tops[^1]; i >= 0; i = previous[i])
        {
            longest.Add(pairs[i]);
        }

        longest.Reverse();
        return longest;
    }

    private static (Stretch Old, Stretch Fresh) Trim(ImmutableArray<string> before, ImmutableArray<string> after, Stretch old, Stretch fresh)
    {
        while (old.Length > 0 && fresh.Length > 0 && before[old.Start] == after[fresh.Start])
        {
            (old, fresh) = (old with { Start = old.Start + 1 }, fresh with { Start = fresh.Start + 1 });
        }

        while (old.Length > 0 && fresh.Length > 0 && before[old.End - 1] == after[fresh.End - 1])
        {
            (old, fresh) = (old with { End = old.End - 1 }, fresh with { End = fresh.End - 1 });
        }

        return (old, fresh);
    }

    private static bool IsSmall(Stretch old, Stretch fresh) => (long)old.Length * fresh.Length <= MaxCells;

    private static void Add(Stretch old, Stretch fresh, List<(Stretch Old, Stretch Fresh)> changes)
    {
        if (old.Length > 0 || fresh.Length > 0)
        {
            changes.Add((old, fresh));
        }
    }

    /// <summary>
    /// Lines that only come or only go are the same change wherever they stand among equal lines; the last place is shown,
    /// so that a block that is added ends with its own closing brace. No change reaches the next one.
    /// </summary>
    private static void Slide(ImmutableArray<string> before, ImmutableArray<string> after, List<(Stretch Old, Stretch Fresh)> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var (old, fresh) = changes[i];
            var (oldEnd, freshEnd) = i + 1 < changes.Count ? (changes[i + 1].Old.Start - 1, changes[i + 1].Fresh.Start - 1) : (before.Length, after.Length);
            while (old.End < oldEnd
                && fresh.End < freshEnd
                && ((old.Length == 0 && after[fresh.Start] == after[fresh.End]) || (fresh.Length == 0 && before[old.Start] == before[old.End])))
            {
                (old, fresh) = (new Stretch(old.Start + 1, old.End + 1), new Stretch(fresh.Start + 1, fresh.End + 1));
            }

            changes[i] = (old, fresh);
        }
    }

    private readonly record struct Stretch(int Start, int End)
    {
        public int Length => End - Start;
    }
}
