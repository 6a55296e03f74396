namespace MeshGitOps.Cli.Reporting;

/// <summary>How much of a run is printed, and how.</summary>
/// <param name="FindingLimit">Findings that are printed in full.</param>
/// <param name="ListLimit">Files and hosts that are listed.</param>
internal sealed record ReportOptions(TextStyle Style, int MaxParallelism, int FindingLimit, int ListLimit)
{
    public const int DefaultListLimit = 60;
}
