using System.Globalization;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies.Validation;

/// <summary>Address ranges as Istio reads them: the bits behind the prefix may be set.</summary>
internal static class AddressRange
{
    public static bool IsRange(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash > 0
            && IpLiterals.TryParse(text[..slash]) is { } address
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= address.GetAddressBytes().Length * 8;
    }
}
