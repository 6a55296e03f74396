using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>What git says when it fails, made fit for a finding.</summary>
internal static class GitErrorText
{
    /// <summary>More of the standard error is not kept.</summary>
    public const int MaxLength = 64 * 1024;

    private const int MaxReason = 400;

    private const string OutsideSparse = "outside of your sparse-checkout definition";

    public static string Clean(string error) => SecretText.Redact(error);

    /// <summary>The first line that begins with 'fatal:' or 'error:', else the last one that is no hint; without that word, and not endless.</summary>
    public static string ReasonOf(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith("hint:", StringComparison.Ordinal))
            .ToList();
        var line = lines.FirstOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.StartsWith("error:", StringComparison.Ordinal))
            // That is said over three lines, with a list of paths behind them.
            ?? (lines.Exists(line => line.Contains(OutsideSparse, StringComparison.Ordinal)) ? $"the paths lie {OutsideSparse}" : null)
            ?? lines.LastOrDefault()
            ?? "git said nothing";
        var reason = line.StartsWith("fatal:", StringComparison.Ordinal) || line.StartsWith("error:", StringComparison.Ordinal) ? line[6..].Trim() : line;
        return (reason.Length > MaxReason ? reason[..MaxReason] + "..." : reason).TrimEnd('.');
    }

    /// <summary>What a user can do about it, where git itself does not say so in that line.</summary>
    public static string? CureOf(string reason) => reason switch
    {
        _ when reason.Contains(".lock': File exists", StringComparison.Ordinal) =>
            "Another git works there, or one was killed and left the file behind. When none runs any more, delete it and start again.",
        _ when reason.Contains(OutsideSparse, StringComparison.Ordinal) =>
            "Take the folder into the sparse checkout with 'git sparse-checkout add', or publish with '--to branch'.",
        _ when reason.Contains("; cannot create 'refs/", StringComparison.Ordinal) =>
            "A branch cannot lie below another one: choose a name that is no folder of the other.",
        _ when reason.Contains("diskspace", StringComparison.Ordinal) || reason.Contains("No space left", StringComparison.Ordinal) =>
            "Make room on the disk of the repository and start again.",
        _ => null,
    };
}
