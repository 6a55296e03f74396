using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

internal static class ExplainCommand
{
    public static Command Create(CommandSession session, CommonOptions options) => new("explain", "soon");
}
