using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

internal static class RulesCommand
{
    public static Command Create(CommandSession session, CommonOptions options) => new("rules", "soon");
}
