namespace MeshGitOps.Specs.Kinds;

/// <summary>Names in which <c>*</c> stands for any characters, none included.</summary>
public static class NamePattern
{
    public static bool IsPattern(string text) => text.Contains('*', StringComparison.Ordinal);

    /// <summary>
    /// Whether <paramref name="pattern"/> covers the whole of <paramref name="name"/>.
    /// Each literal part is searched once, from left to right; the time does not depend on how the stars lie.
    /// </summary>
    public static bool Matches(string pattern, string name)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return pattern == name;
        }

        var lastStar = pattern.LastIndexOf('*');
        var end = pattern.AsSpan(lastStar + 1);
        var rest = name.AsSpan();
        if (rest.Length < star + end.Length
            || !rest.StartsWith(pattern.AsSpan(0, star), StringComparison.Ordinal)
            || !rest.EndsWith(end, StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[star..^end.Length];
        var middle = pattern.AsSpan(star, lastStar - star);
        foreach (var range in middle.Split('*'))
        {
            var part = middle[range];
            var index = rest.IndexOf(part, StringComparison.Ordinal);
            if (index < 0)
            {
                return false;
            }

            rest = rest[(index + part.Length)..];
        }

        return true;
    }
}
