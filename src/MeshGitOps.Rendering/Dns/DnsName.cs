namespace MeshGitOps.Rendering.Dns;

/// <summary>Names as DNS-1123 allows them.</summary>
internal static class DnsName
{
    /// <summary>Lower-case labels of letters, digits and inner hyphens, at most 63 characters each and 253 in all.</summary>
    public static bool IsSubdomain(string text)
    {
        if (text.Length is 0 or > 253)
        {
            return false;
        }

        foreach (var label in text.Split('.'))
        {
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-'
                || !label.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="name"/> is <paramref name="domain"/> or lies below it.</summary>
    public static bool IsIn(string name, string domain) =>
        name.EndsWith(domain, StringComparison.Ordinal)
        && (name.Length == domain.Length || name[name.Length - domain.Length - 1] == '.');
}
