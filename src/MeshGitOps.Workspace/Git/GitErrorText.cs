using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>What git says when it fails, made fit for a finding.</summary>
internal static class GitErrorText
{
    /// <summary>More of the standard error is not kept.</summary>
    public const int MaxLength = 64 * 1024;

    private const int MaxReason = 400;

    public static string Clean(string error) => SecretText.Redact(error);

    /// <summary>The first line that begins with 'fatal:' or 'error:', else the last one; without that word, and not endless.</summary>
    public static string ReasonOf(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.StartsWith("error:", StringComparison.Ordinal))
            ?? lines.LastOrDefault()
            ?? "git said nothing";
        var reason = line.StartsWith("fatal:", StringComparison.Ordinal) || line.StartsWith("error:", StringComparison.Ordinal) ? line[6..].Trim() : line;
        return (reason.Length > MaxReason ? reason[..MaxReason] + "..." : reason).TrimEnd('.');
    }
}
