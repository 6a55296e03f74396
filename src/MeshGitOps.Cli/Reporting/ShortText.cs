namespace MeshGitOps.Cli.Reporting;

/// <summary>Text that repository content makes as long as it likes, cut for places that have a limit.</summary>
internal static class ShortText
{
    /// <summary>At most <paramref name="limit"/> UTF-16 units, with '…' in the place of what is cut.</summary>
    public static string Of(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 1;
        return $"{text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)}…";
    }
}
