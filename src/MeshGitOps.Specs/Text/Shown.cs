namespace MeshGitOps.Specs.Text;

/// <summary>A value of the input as it fits the line of a message: a hostile one may be a megabyte long.</summary>
public static class Shown
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 80;

    public static string Of(string value) => Of(value, MaxLength);

    /// <summary>The beginning and an ellipsis, where it is longer; line endings become spaces.</summary>
    public static string Of(string value, int maxLength)
    {
        if (value.Length <= maxLength)
        {
            return value.ReplaceLineEndings(" ");
        }

        // Half of a surrogate pair is no character, and UTF-8 has none for it.
        var length = char.IsHighSurrogate(value[maxLength - 1]) ? maxLength - 1 : maxLength;
        return value[..length].ReplaceLineEndings(" ") + "…";
    }
}
