using System.Collections.Immutable;
using System.Globalization;

namespace MeshGitOps.Specs.Kinds.Workspaces;

/// <summary>
/// Versions of the tool that a workspace takes: comparisons that must all hold (<c>&gt;=0.1 &lt;0.3</c>).
/// Without an operator a version stands for itself and everything below it: <c>0.1</c> is every 0.1.x.
/// </summary>
public sealed record VersionRange
{
    private const int MaxLength = 128;

    private readonly ImmutableArray<Comparison> _comparisons;

    private VersionRange(string text, ImmutableArray<Comparison> comparisons)
    {
        Text = text;
        _comparisons = comparisons;
    }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    public static VersionRange? TryParse(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var comparisons = ImmutableArray.CreateBuilder<Comparison>();
        foreach (var part in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var versionStart = part.AsSpan().IndexOfAnyExcept("<>=");
            if (versionStart < 0
                || OperatorOf(part[..versionStart]) is not { } comparisonOperator
                || TryParseVersion(part[versionStart..], 1) is not { } version)
            {
                return null;
            }

            comparisons.Add(new Comparison(comparisonOperator, version));
        }

        return comparisons.Count == 0 ? null : new VersionRange(text, comparisons.ToImmutable());
    }

    /// <summary>
    /// Whether the version <paramref name="version"/> (<c>0.1.0</c>) lies in the range.
    /// What follows '-' or '+' is not compared: a build before a release has the language of that release.
    /// </summary>
    public bool Contains(string version)
    {
        var end = version.AsSpan().IndexOfAny('-', '+');
        return TryParseVersion(end < 0 ? version : version[..end], 2) is { } numbers
            && _comparisons.All(comparison => comparison.Holds(numbers));
    }

    public override string ToString() => Text;

    private static Operator? OperatorOf(string text) => text switch
    {
        "" or "=" => Operator.Same,
        ">=" => Operator.AtLeast,
        ">" => Operator.Above,
        "<=" => Operator.AtMost,
        "<" => Operator.Below,
        _ => null,
    };

    private static ImmutableArray<int>? TryParseVersion(string text, int minimumParts)
    {
        var parts = text.Split('.');
        if (parts.Length < minimumParts || parts.Length > 3)
        {
            return null;
        }

        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 6 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return [.. numbers];
    }

    private enum Operator
    {
        Same,
        AtLeast,
        Above,
        AtMost,
        Below,
    }

    private sealed record Comparison(Operator Operator, ImmutableArray<int> Version)
    {
        /// <summary>Only the parts that are written count: 0.1.4 is the same as 0.1, and not above it.</summary>
        public bool Holds(ImmutableArray<int> version)
        {
            var result = 0;
            for (var i = 0; i < Version.Length && result == 0; i++)
            {
                result = (i < version.Length ? version[i] : 0).CompareTo(Version[i]);
            }

            return Operator switch
            {
                Operator.Same => result == 0,
                Operator.AtLeast => result >= 0,
                Operator.Above => result > 0,
                Operator.AtMost => result <= 0,
                _ => result < 0,
            };
        }
    }
}
