using System.Buffers;

namespace MeshGitOps.Specs.Kinds;

/// <summary>
/// URLs that other programs are told: of git repositories, registries and API servers.
/// Only plain ones: what they say is committed, and a query or a user may be a secret.
/// </summary>
public static class RemoteUrls
{
    public const int MaxLength = 2048;

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~/%+@:,=");

    /// <summary>What both Argo CD and Flux pull from.</summary>
    public static readonly string[] RepositorySchemes = ["https", "http", "ssh"];

    /// <summary>What git pushes to.</summary>
    public static readonly string[] RemoteSchemes = ["https", "http", "ssh", "git", "file"];

    public static readonly string[] ServerSchemes = ["https", "http"];

    public static readonly string[] RegistrySchemes = ["oci"];

    /// <summary>
    /// Whether there may be a credential: a password, a user where only a token can be one (all but ssh), or a query.
    /// It answers for what is no URL as well: a message must not repeat such a text either.
    /// </summary>
    public static bool MayHoldSecret(string text)
    {
        if (text.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            return true;
        }

        var start = text.IndexOf("://", StringComparison.Ordinal);
        var at = text.LastIndexOf('@');
        if (at < 0 || at < start)
        {
            return false;
        }

        // A password may have any character, '/' and '@' included.
        var user = text[(start < 0 ? 0 : start + 3)..at];
        return user.Contains(':', StringComparison.Ordinal)
            || (start >= 0 && !text.StartsWith("ssh://", StringComparison.Ordinal) && !user.Contains('/', StringComparison.Ordinal));
    }

    /// <summary>A URL of one of the schemes with a host, or for <c>file</c> without; <c>[::1]</c> and a port may stand in it.</summary>
    public static bool IsUrl(string text, params ReadOnlySpan<string> schemes)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start <= 0 || text.Length > MaxLength || !schemes.Contains(text[..start]))
        {
            return false;
        }

        var rest = text.AsSpan(start + 3);
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? [] : rest[slash..];
        var host = authority[(authority.IndexOf('@') + 1)..];
        return !path.ContainsAnyExcept(PathCharacters)
            && (host.IsEmpty ? text.StartsWith("file:///", StringComparison.Ordinal) : IsHost(host));
    }

    /// <summary>The short form of ssh: <c>git@host:path</c>.</summary>
    public static bool IsScpForm(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && colon > at + 1
            && colon < text.Length - 1
            && text.Length <= MaxLength
            && !text.AsSpan(0, at).ContainsAnyExcept(HostCharacters)
            && text[0] != '-'
            && text[at + 1] is not ('-' or '.')
            && !text.AsSpan(at + 1, colon - at - 1).ContainsAnyExcept(HostCharacters)
            && !text.AsSpan(colon + 1).ContainsAnyExcept(PathCharacters)
            && !text.AsSpan(colon).StartsWith("://");
    }

    /// <summary>Whether a URL names a repository of a registry: a path, and no tag or digest after it.</summary>
    public static bool HasPathWithoutTag(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var slash = start < 0 ? -1 : url.IndexOf('/', start + 3);
        return slash > 0 && slash < url.Length - 1 && url[^1] != '/' && url.AsSpan(slash).IndexOfAny(':', '@') < 0;
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host[0] == '[')
        {
            var end = host.IndexOf(']');
            return end > 0 && IpLiterals.IsAddress(host[1..end].ToString()) && IsPortOrNothing(host[(end + 1)..]);
        }

        var colon = host.IndexOf(':');
        var name = colon < 0 ? host : host[..colon];
        return !name.IsEmpty && name[0] is not ('-' or '.') && !name.ContainsAnyExcept(HostCharacters) && IsPortOrNothing(host[name.Length..]);
    }

    private static bool IsPortOrNothing(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && SpecValues.IsPort(text[1..].ToString()));
}
