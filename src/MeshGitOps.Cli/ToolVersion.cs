using System.Globalization;

namespace MeshGitOps.Cli;

/// <summary>The version of this program, <c>MAJOR.MINOR.PATCH</c>, and the ranges that a Workspace asks for.</summary>
internal static class ToolVersion
{
    public static readonly Version Current = Three(typeof(ToolVersion).Assembly.GetName().Version ?? new Version(0, 0, 0));

    public static string Text => Current.ToString(3);

    /// <summary>
    /// Whether <paramref name="version"/> lies in a range such as <c>&gt;=0.1, &lt;2</c>: comparisons that all hold,
    /// separated by commas or spaces, with the operators &gt;=, &gt;, &lt;=, &lt;, = and none (which is =).
    /// <c>=0.1</c> takes every 0.1 release. Null where the range cannot be read.
    /// </summary>
    public static bool? Satisfies(Version version, string range)
    {
        var comparisons = range.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (comparisons.Length is 0 or > 16)
        {
            return null;
        }

        var satisfied = true;
        foreach (var comparison in comparisons)
        {
            if (Holds(version, comparison) is not { } holds)
            {
                return null;
            }

            satisfied &= holds;
        }

        return satisfied;
    }

    private static bool? Holds(Version version, string comparison)
    {
        var digits = comparison.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits < 0 || Parse(comparison[digits..]) is not { } parts)
        {
            return null;
        }

        var bound = new Version(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
        return comparison[..digits] switch
        {
            ">=" => version >= bound,
            ">" => version > bound,
            "<=" => version <= bound,
            "<" => version < bound,
            "=" or "" => version.Major == parts[0]
                && (parts.Length < 2 || version.Minor == parts[1])
                && (parts.Length < 3 || version.Build == parts[2]),
            _ => null,
        };
    }

    private static int[]? Parse(string text)
    {
        var parts = text.Split('.');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts.Length > 3
                || parts[i].Length > 6
                || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static Version Three(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0));
}
