namespace MeshGitOps.Specs.Istio;

/// <summary>
/// The names that Istio takes for hosts: letters of either case, a trailing dot, and a wildcard as the first label.
/// Source: ValidateFQDN, ValidateWildcardDomain and ValidatePartialWildCard in pkg/config/validation/agent.
/// </summary>
public static class IstioHostName
{
    private const int MaxLength = 255;
    private const int MaxLabelLength = 63;

    /// <summary>Labels with dots between them, of which the last is not a number: a short name too.</summary>
    public static bool IsFullName(string host)
    {
        var name = host.EndsWith('.') ? host.AsSpan(..^1) : host;
        if (host.Length is 0 or > MaxLength || !AreLabels(name))
        {
            return false;
        }

        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>A full name, <c>*</c>, or one whose first label is or begins with a wildcard: <c>*.example.com</c>, <c>*-api.example.com</c>.</summary>
    public static bool IsFullNameOrWildcard(string host)
    {
        if (!host.StartsWith('*'))
        {
            return IsFullName(host);
        }

        if (host.Length > MaxLength)
        {
            return false;
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        var first = dot < 0 ? host.AsSpan(1) : host.AsSpan(1, dot - 1);
        return (first.IsEmpty || IsLabel(first.StartsWith("-") ? first[1..] : first))
            && (dot < 0 || IsFullName(host[(dot + 1)..]));
    }

    /// <summary><c>*foo.example.com</c>: DNS and certificates know a wildcard only as a whole label.</summary>
    public static bool HasPartialWildcard(string host) =>
        host.Length > 1 && host[0] == '*' && host[1] != '.';

    /// <summary>A DNS label of letters of either case, digits and '-'.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLabelLength || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreLabels(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split('.'))
        {
            if (!IsLabel(name[range]))
            {
                return false;
            }
        }

        return true;
    }
}
