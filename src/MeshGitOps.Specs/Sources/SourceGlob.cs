namespace MeshGitOps.Specs.Sources;

/// <summary>
/// Globs over paths: <c>*</c> stands for any characters of one segment, <c>?</c> for one of them,
/// a segment <c>**</c> for any number of segments, none included. Everything else stands for itself.
/// </summary>
public static class SourceGlob
{
    private const string AnySegments = "**";

    public static bool IsGlob(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>The segments before the first with a wildcard: the folder that has to be listed.</summary>
    public static string FolderOf(string glob)
    {
        var wildcard = glob.AsSpan().IndexOfAny('*', '?');
        return wildcard < 0 ? SourcePaths.FolderOf(glob) : SourcePaths.FolderOf(glob[..wildcard]);
    }

    /// <summary>
    /// Whether the whole of <paramref name="path"/> matches. Only the last wildcard is ever tried again, so the work
    /// is at most the product of the lengths, however the wildcards lie.
    /// </summary>
    public static bool IsMatch(string glob, string path)
    {
        var patterns = glob.Split('/');
        var segments = path.Split('/');
        var (pattern, segment) = (0, 0);
        var (retryPattern, retrySegment) = (-1, 0);
        while (segment < segments.Length)
        {
            if (pattern < patterns.Length && patterns[pattern] == AnySegments)
            {
                (retryPattern, retrySegment) = (pattern, segment);
                pattern++;
            }
            else if (pattern < patterns.Length && IsSegmentMatch(patterns[pattern], segments[segment]))
            {
                pattern++;
                segment++;
            }
            else if (retryPattern >= 0)
            {
                (pattern, segment) = (retryPattern + 1, ++retrySegment);
            }
            else
            {
                return false;
            }
        }

        while (pattern < patterns.Length && patterns[pattern] == AnySegments)
        {
            pattern++;
        }

        return pattern == patterns.Length;
    }

    private static bool IsSegmentMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t) = (0, 0);
        var (retryPattern, retryText) = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (retryPattern, retryText) = (p, t);
                p++;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (retryPattern >= 0)
            {
                (p, t) = (retryPattern + 1, ++retryText);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }
}
