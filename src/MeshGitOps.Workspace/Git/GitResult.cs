using System.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>How a run of git ended.</summary>
/// <param name="Error">What it wrote to the standard error, without credentials.</param>
internal sealed record GitResult(int ExitCode, byte[] Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>The output without the newline at its end; null where git failed.</summary>
    public string? Line => Succeeded ? Text.TrimEnd('\n') : null;

    /// <summary>Of all that git said the line that says why.</summary>
    public string Reason => GitErrorText.ReasonOf(Error);
}
