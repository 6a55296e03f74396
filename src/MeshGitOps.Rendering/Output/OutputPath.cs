using System.Collections.Frozen;

namespace MeshGitOps.Rendering.Output;

/// <summary>
/// A path below the output directory that was checked once and is safe from then on:
/// relative, '/' between the segments, no empty, '.' or '..' segment, and nothing that another system reads differently
/// (backslash, colon, control character, a trailing dot or space, a device name such as <c>con</c>).
/// </summary>
public sealed record OutputPath : IComparable<OutputPath>
{
    private static readonly FrozenSet<string> DeviceNames = FrozenSet.ToFrozenSet(
        [
            "con", "prn", "aux", "nul",
            .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"com{number}", $"lpt{number}" }),
        ],
        StringComparer.OrdinalIgnoreCase);

    private OutputPath(string value) => Value = value;

    public string Value { get; }

    /// <summary>The last segment.</summary>
    public string Name => NameOf(Value);

    /// <summary>The checked path, or null with <paramref name="reason"/> (the end of a sentence that begins with the path).</summary>
    public static OutputPath? TryCreate(string path, out string reason)
    {
        reason = "";
        if (path.Length is 0 or > 1024)
        {
            reason = "is empty or longer than 1024 characters";
            return null;
        }

        foreach (var segment in path.Split('/'))
        {
            if (RejectSegment(segment) is { } rejected)
            {
                reason = rejected;
                return null;
            }
        }

        return new OutputPath(path);
    }

    /// <summary>For paths made of parts that were checked before.</summary>
    /// <exception cref="ArgumentException">The path is not safe, which is a bug of ours.</exception>
    public static OutputPath Create(string path) =>
        TryCreate(path, out var reason) ?? throw new ArgumentException($"'{path}' {reason}.", nameof(path));

    public int CompareTo(OutputPath? other) => string.CompareOrdinal(Value, other?.Value);

    public override string ToString() => Value;

    internal static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string? RejectSegment(string segment)
    {
        if (segment.Length is 0 or > 255)
        {
            return "has an empty segment or one of more than 255 characters";
        }

        if (segment is "." or "..")
        {
            return $"has the segment '{segment}'";
        }

        foreach (var character in segment)
        {
            if (character is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(character))
            {
                return "has a character that some file systems do not allow";
            }
        }

        if (segment[^1] is '.' or ' ')
        {
            return "has a segment that ends with a dot or a space";
        }

        var stem = segment.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? segment[..dot] : segment;
        return DeviceNames.Contains(stem) ? $"has the device name '{stem}'" : null;
    }
}
