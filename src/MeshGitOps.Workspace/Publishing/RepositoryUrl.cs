namespace MeshGitOps.Workspace.Publishing;

/// <summary>The address of a remote as it may be shown to everybody who can read a branch.</summary>
internal static class RepositoryUrl
{
    /// <summary>
    /// <c>https://user:token@host/path</c> without user and token. Of <c>ssh://git@host</c> and <c>git@host:path</c> the user stays, he is no secret;
    /// a password behind him does not.
    /// </summary>
    public static string WithoutCredentials(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return url;
        }

        var start = scheme + 3;
        var end = url.IndexOf('/', start) is var slash and >= 0 ? slash : url.Length;
        var at = url.LastIndexOf('@', end - 1, end - start);
        if (at < 0)
        {
            return url;
        }

        var user = url[start..at];
        var name = user.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? user[..colon] : user;
        return url.StartsWith("ssh", StringComparison.OrdinalIgnoreCase) ? $"{url[..start]}{name}{url[at..]}" : url[..start] + url[(at + 1)..];
    }
}
