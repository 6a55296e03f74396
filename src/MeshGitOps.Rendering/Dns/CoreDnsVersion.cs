using System.Globalization;

namespace MeshGitOps.Rendering.Dns;

/// <summary>A release of CoreDNS, which decides the plugins that a Corefile may name (github.com/coredns/corefile-migration).</summary>
internal readonly record struct CoreDnsVersion(int Major, int Minor, int Patch)
{
    /// <summary>What is taken where a Cluster declares none: the image of the responder, and the plugins that exist.</summary>
    public static readonly CoreDnsVersion Default = new(1, 13, 1);

    /// <summary>The first with plugin <c>ready</c>, and the first without <c>proxy</c>.</summary>
    public static readonly CoreDnsVersion WithoutProxy = new(1, 5, 0);

    /// <summary>The first whose plugin <c>kubernetes</c> refuses <c>upstream</c> and <c>resyncperiod</c>.</summary>
    public static readonly CoreDnsVersion WithoutUpstream = new(1, 7, 0);

    /// <summary>The first in which <c>forward</c> takes the place of <c>proxy</c>.</summary>
    public static readonly CoreDnsVersion WithForward = new(1, 4, 0);

    /// <summary>The first whose plugin <c>hosts</c> knows <c>ttl</c> and <c>no_reverse</c>.</summary>
    public static readonly CoreDnsVersion WithHostsOptions = new(1, 4, 0);

    /// <summary><c>1.11.1</c>, or <c>1.11</c> for the first release of that minor version.</summary>
    public static CoreDnsVersion? TryParse(string text)
    {
        var parts = text.Split('.', 4);
        if (parts.Length is < 2 or > 3)
        {
            return null;
        }

        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is 0 or > 4
                || (parts[i].Length > 1 && parts[i][0] == '0')
                || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return new CoreDnsVersion(numbers[0], numbers[1], numbers[2]);
    }

    public bool IsAtLeast(CoreDnsVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch)) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
