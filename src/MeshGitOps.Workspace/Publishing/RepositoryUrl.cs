namespace MeshGitOps.Workspace.Publishing;

/// <summary>The address of a remote as it may be shown to everybody who can read a branch.</summary>
internal static class RepositoryUrl
{
    /// <summary>
    /// <c>https://user:token@host/path</c> without user and token. Of <c>ssh://git@host</c> and <c>git@host:path</c> the user stays, he is no secret;
    /// a password behind him does not. A query of http can hold a token and goes too.
    /// </summary>
    public static string WithoutCredentials(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return WithoutPassword(url);
        }

        var start = scheme + 3;
        var isHttp = url.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        if (EndOfUser(url, start) is not { } at)
        {
            return isHttp ? WithoutQuery(url) : url;
        }

        var user = url[start..at];
        var name = user.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? user[..colon] : user;
        var shown = url.StartsWith("ssh", StringComparison.OrdinalIgnoreCase) ? $"{url[..start]}{name}{url[at..]}" : url[..start] + url[(at + 1)..];
        return isHttp ? WithoutQuery(shown) : shown;
    }

    /// <summary>
    /// Where the '@' stands before the host. It stands behind a slash where a password has one that is not encoded:
    /// git cannot use that address, but repeats it.
    /// </summary>
    private static int? EndOfUser(string url, int start)
    {
        var end = url.IndexOf('/', start) is var slash and >= 0 ? slash : url.Length;
        if (url.LastIndexOf('@', end - 1, end - start) is var at and >= 0)
        {
            return at;
        }

        var host = url.AsSpan(start, end - start);
        var hasPassword = host.IndexOf(':') is var colon and > 0 && host[0] != '[' && host[(colon + 1)..].ContainsAnyExceptInRange('0', '9');
        return hasPassword && url.LastIndexOf('@') is var last && last > end ? last : null;
    }

    /// <summary>Of <c>user:token@host:path</c>, which somebody writes who takes the form of ssh for that of http.</summary>
    private static string WithoutPassword(string url)
    {
        var at = url.IndexOf('@', StringComparison.Ordinal);
        var colon = at < 0 ? -1 : url.IndexOf(':', 0, at);
        return colon <= 1 || url.AsSpan(0, at).ContainsAny('/', '\\') ? url : url[..colon] + url[at..];
    }

    private static string WithoutQuery(string url) => url.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? url[..query] : url;
}
