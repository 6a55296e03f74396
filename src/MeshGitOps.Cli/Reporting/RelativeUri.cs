namespace MeshGitOps.Cli.Reporting;

/// <summary>Paths as relative references of RFC 3986.</summary>
internal static class RelativeUri
{
    /// <summary>Everything but letters, digits and <c>-._~</c> of each segment is percent-encoded; null where the path could lead out of its root.</summary>
    public static string? Of(string path)
    {
        var segments = path.Split('/');
        return segments.Any(segment => segment is "" or "." or "..")
            ? null
            : string.Join('/', segments.Select(Uri.EscapeDataString));
    }
}
