namespace MeshGitOps.Cli;

/// <summary>The version of this program.</summary>
internal static class ToolVersion
{
    /// <summary><c>MAJOR.MINOR.PATCH</c>.</summary>
    public static string Text { get; } = (typeof(ToolVersion).Assembly.GetName().Version ?? new Version(0, 0, 0)).ToString(3);
}
