using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

internal static class RenderCommand
{
    public static Command Create(CommandSession session, CommonOptions options) => new("render", "soon");
}
