namespace MeshGitOps.Cli.Reporting;

/// <summary>What <c>--color</c> says.</summary>
internal enum ColorChoice
{
    Auto,
    Always,
    Never,
}
