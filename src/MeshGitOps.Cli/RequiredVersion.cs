using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Cli;

/// <summary>Whether the workspace is for this version: another one is an error, not another output.</summary>
internal static class RequiredVersion
{
    /// <summary>The only finding of such a run: a newer language would fill the report with unknown fields.</summary>
    public static Diagnostic? Check(WorkspaceSpec workspace, string toolVersion) =>
        workspace.RequiredVersion is { } required && !required.Value.Contains(toolVersion)
            ? Diagnostic.Create(
                CliDiagnostics.OtherVersionRequired,
                required.Location,
                $"The workspace requires a version '{required.Value}' of meshgitops, but this is '{toolVersion}'.",
                "Run a version that the workspace allows, or change 'requiredVersion' and look at what the render changes.")
            : null;
}
