using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Small values of specs as Kubernetes, Istio and SPIFFE define them.</summary>
public static class SpecValues
{
    private const int MaxPathLength = 1024;

    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>A name of most Kubernetes objects (RFC 1123 subdomain).</summary>
    public static bool IsSubdomain(string text)
    {
        if (text.Length is 0 or > DnsNames.MaxDomainLength)
        {
            return false;
        }

        foreach (var range in text.AsSpan().Split('.'))
        {
            if (!DnsNames.IsLabel(text.AsSpan(range)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A name with <c>*</c> anywhere.</summary>
    public static bool IsNamePattern(string text) =>
        text.Length is > 0 and <= DnsNames.MaxDomainLength
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '*');

    /// <summary><c>name</c> or <c>namespace/name</c>.</summary>
    public static bool IsServicePattern(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? IsNamePattern(text)
            : IsNamePattern(text[..slash]) && IsNamePattern(text[(slash + 1)..]);
    }

    /// <summary>apimachinery's <c>IsQualifiedName</c>.</summary>
    public static bool IsLabelKey(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = text[(slash + 1)..];
        return (slash < 0 || IsSubdomain(text[..slash])) && name.Length > 0 && IsLabelValue(name);
    }

    /// <summary>apimachinery's <c>IsValidLabelValue</c>; empty is allowed.</summary>
    public static bool IsLabelValue(string text) =>
        text.Length == 0
        || (text.Length <= 63
            && char.IsAsciiLetterOrDigit(text[0])
            && char.IsAsciiLetterOrDigit(text[^1])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));

    /// <summary>A decimal number from 1 to 65535 without leading zeros.</summary>
    public static bool IsPort(string text) =>
        text.Length is > 0 and <= 5
        && text[0] != '0'
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is >= 1 and <= 65535;

    public static bool IsFingerprint(string text) =>
        text.Length == 71
        && text.StartsWith("sha256:", StringComparison.Ordinal)
        && text.AsSpan(7).IndexOfAnyExcept(HexadecimalDigits) < 0;

    /// <summary>A token of RFC 9110, section 5.6.2, of at most 256 characters.</summary>
    public static bool IsHeaderName(string text) =>
        text.Length is > 0 and <= 256 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>What each release that is rendered for takes; source: <c>supportedRetryOnPolicies</c> in Istio's <c>pkg/config/validation</c>.</summary>
    private static readonly FrozenSet<string> RetryConditions = FrozenSet.ToFrozenSet(
        [
            "5xx", "gateway-error", "reset", "connect-failure", "retriable-4xx", "refused-stream", "retriable-status-codes",
            "cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable",
        ],
        StringComparer.Ordinal);

    /// <summary>Conditions of Envoy and status codes that have a name, with ',' between them.</summary>
    public static bool IsRetryOn(string text) => text.Split(',').All(condition => RetryConditions.Contains(condition) || IsErrorStatus(condition));

    private static bool IsErrorStatus(string text) =>
        text.Length == 3
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        && status is (>= 400 and <= 418) or (>= 421 and <= 426) or 428 or 429 or 431 or 451 or (>= 500 and <= 508) or 510 or 511;

    /// <summary>No root, drive, back slash, control character or empty segment; a slash may end it.</summary>
    public static bool IsRelativePath(string text)
    {
        if (text.Length is 0 or > MaxPathLength || text[0] == '/' || text.AsSpan().IndexOfAny('\\', ':') >= 0)
        {
            return false;
        }

        return !text.Any(char.IsControl) && !text.Contains("//", StringComparison.Ordinal);
    }

    /// <summary>The SPIFFE ID specification, section 2.1.</summary>
    public static bool IsTrustDomain(string text) =>
        text.Length is > 0 and <= 255
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '_');

    /// <summary><c>Deployment</c>, or with its group <c>VirtualService.networking.istio.io</c>.</summary>
    public static bool IsKindPattern(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var kind = text.AsSpan(0, dot < 0 ? text.Length : dot);
        return kind.Length is > 0 and <= 63
            && char.IsAsciiLetterUpper(kind[0])
            && !kind.ContainsAnyExcept(LettersAndDigits)
            && (dot < 0 || DnsNames.IsDomain(text.AsSpan(dot + 1)));
    }
}
