using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

internal static class AddressesCommand
{
    public static Command Create(CommandSession session, CommonOptions options) => new("addresses", "soon");
}
