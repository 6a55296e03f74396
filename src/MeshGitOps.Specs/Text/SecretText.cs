using System.Text.RegularExpressions;

namespace MeshGitOps.Specs.Text;

/// <summary>Takes what looks like a credential out of text that goes to a log: URL userinfo, Authorization headers, forge tokens.</summary>
public static partial class SecretText
{
    public static string Redact(string text) =>
        Token().Replace(Authorization().Replace(UserInfo().Replace(text, "$1***@"), "$1***"), "***");

    /// <summary>The same with stars, as many as there were UTF-16 units, so that columns stay where they are.</summary>
    public static string Mask(string text) =>
        Token().Replace(Authorization().Replace(UserInfo().Replace(text, match => $"{Stars(match, 1)}@"), match => Stars(match, 0)), match => new string('*', match.Length));

    /// <summary>What the first group holds, and stars for the rest but <paramref name="kept"/> units at its end.</summary>
    private static string Stars(Match match, int kept) =>
        match.Groups[1].Value + new string('*', match.Length - match.Groups[1].Length - kept);

    /// <summary>What stands before the host; behind a ':' a password with '/' and '@' in it too, as somebody may have written it.</summary>
    [GeneratedRegex(@"(\b[a-z][a-z0-9+.-]{0,30}://)(?:[^\s/@'""]{0,200}:[^\s'""]{1,1000}|[^\s/@'""]{1,1000})@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(\bauthorization\s*[:=]\s*)(?:(?:basic|bearer|token)\s+)?[^\s'""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\b(?:gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{10,}", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
