namespace MeshGitOps.Specs.Schemas;

/// <summary>"Did you mean": the known name that a written one was most likely meant to be.</summary>
public static class Suggestion
{
    /// <summary>Longer names are not compared: the work grows with the product of the lengths.</summary>
    private const int MaxLength = 128;

    /// <summary>
    /// The candidate with the fewest edits (Levenshtein, with case ignored), or null where none is near:
    /// one edit for three characters, two for six, at most three. Of equals the first in ordinal order.
    /// </summary>
    public static string? Closest(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > MaxLength)
        {
            return null;
        }

        var limit = LimitFor(written);
        string? best = null;
        var bestDistance = limit + 1;
        foreach (var candidate in candidates)
        {
            var distance = DistanceAtMost(written, candidate, bestDistance);
            if (distance < bestDistance
                || (distance == bestDistance && best is not null && string.CompareOrdinal(candidate, best) < 0))
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    /// <summary>The one candidate that is near (see <see cref="Closest"/>), or null where none is, or several are: then nobody knows which was meant.</summary>
    public static string? Only(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > MaxLength)
        {
            return null;
        }

        var limit = LimitFor(written);
        string? only = null;
        foreach (var candidate in candidates)
        {
            if (DistanceAtMost(written, candidate, limit) > limit)
            {
                continue;
            }

            if (only is not null)
            {
                return null;
            }

            only = candidate;
        }

        return only;
    }

    /// <summary>The help line for the closest candidate, or null where none is near.</summary>
    public static string? Help(string written, IEnumerable<string> candidates) =>
        Closest(written, candidates) is { } name ? $"Did you mean '{name}'?" : null;

    private static int LimitFor(string written) => Math.Min(3, Math.Max(1, written.Length / 3));

    private static int DistanceAtMost(string left, string right, int limit)
    {
        if (right.Length > MaxLength || Math.Abs(left.Length - right.Length) > limit)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[right.Length + 1];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = column;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var above = row[j + 1];
                var cost = char.ToLowerInvariant(left[i]) == char.ToLowerInvariant(right[j]) ? 0 : 1;
                row[j + 1] = Math.Min(Math.Min(above + 1, row[j] + 1), diagonal + cost);
                diagonal = above;
            }
        }

        return row[^1] <= limit ? row[^1] : int.MaxValue;
    }
}
