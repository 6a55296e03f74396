using System.Text.RegularExpressions;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Takes what looks like a credential out of text that goes to a log: URL userinfo, Authorization headers, forge tokens.</summary>
internal static partial class SecretText
{
    public static string Redact(string text) =>
        Token().Replace(Authorization().Replace(UserInfo().Replace(text, "$1***@"), "$1***"), "***");

    [GeneratedRegex(@"(\b[a-z][a-z0-9+.-]{0,30}://)[^\s/@'""]{1,1000}@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(\bauthorization\s*[:=]\s*)(?:(?:basic|bearer|token)\s+)?[^\s'""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\b(?:gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{10,}", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
