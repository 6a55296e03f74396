using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

internal static class ValidateCommand
{
    public static Command Create(CommandSession session, CommonOptions options) => new("validate", "soon");
}
