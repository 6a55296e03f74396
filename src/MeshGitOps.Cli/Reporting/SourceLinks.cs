using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Addresses of lines of files at the commit that a CI job runs for, from what GitHub Actions and GitLab CI set in the environment.</summary>
/// <param name="Prefix">Up to the path, with '/' at the end.</param>
internal sealed partial record SourceLinks(string Prefix)
{
    /// <summary>Null outside of a job, and where a variable is not of the form that the forge gives it.</summary>
    public static SourceLinks? Of(Func<string, string?> environment)
    {
        var github = $"{environment("GITHUB_SERVER_URL")}/{environment("GITHUB_REPOSITORY")}/blob/{environment("GITHUB_SHA")}/";
        var gitlab = $"{environment("CI_PROJECT_URL")}/-/blob/{environment("CI_COMMIT_SHA")}/";
        return Address().IsMatch(github) ? new SourceLinks(github)
            : Address().IsMatch(gitlab) ? new SourceLinks(gitlab)
            : null;
    }

    /// <summary>Null where the path leads out of the repository.</summary>
    public string? Of(string path, int line) =>
        RelativeUri.Of(path) is { } uri ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{uri}#L{line}") : null;

    [GeneratedRegex(@"\Ahttps?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._-]+)+/blob/[0-9a-f]{40,64}/\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
