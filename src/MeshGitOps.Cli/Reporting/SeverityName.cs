using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A severity as policy files, options and reports write it.</summary>
internal static class SeverityName
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
