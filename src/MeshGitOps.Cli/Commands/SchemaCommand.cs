using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

internal static class SchemaCommand
{
    public static Command Create(CommandSession session, CommonOptions options) => new("schema", "soon");
}
