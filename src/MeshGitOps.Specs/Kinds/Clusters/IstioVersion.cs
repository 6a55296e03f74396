using System.Globalization;

namespace MeshGitOps.Specs.Kinds.Clusters;

/// <summary>A release of Istio: <c>1.26</c> or <c>1.26.3</c>. Without a patch it stands for the first of its minor release.</summary>
public readonly record struct IstioVersion(int Major, int Minor, int? Patch) : IComparable<IstioVersion>
{
    public static IstioVersion? TryParse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length is < 2 or > 3)
        {
            return null;
        }

        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is 0 or > 4
                || (parts[i].Length > 1 && parts[i][0] == '0')
                || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return new IstioVersion(numbers[0], numbers[1], parts.Length == 3 ? numbers[2] : null);
    }

    public bool IsAtLeast(int major, int minor, int patch = 0) =>
        CompareTo(new IstioVersion(major, minor, patch)) >= 0;

    public int CompareTo(IstioVersion other)
    {
        var result = Major.CompareTo(other.Major);
        result = result != 0 ? result : Minor.CompareTo(other.Minor);
        return result != 0 ? result : (Patch ?? 0).CompareTo(other.Patch ?? 0);
    }

    public static bool operator <(IstioVersion left, IstioVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(IstioVersion left, IstioVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(IstioVersion left, IstioVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IstioVersion left, IstioVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() =>
        Patch is { } patch
            ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{patch}")
            : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
