using System.CommandLine;
using MeshGitOps.Cli.Completion;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops completion SHELL</c>: a script that holds every command and option; it never starts the program.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandSession session)
    {
        var shell = CommonOptions.WithoutOptions(new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh.", HelpName = "SHELL" });
        shell.CompletionSources.Add("bash", "zsh", "fish", "pwsh");
        var command = new DescribedCommand(
            "completion",
            "Print what makes a shell complete commands, options and their values.",
            new CommandExample("source <(meshgitops completion bash)", "in ~/.bashrc; zsh: in ~/.zshrc, after compinit"),
            new CommandExample("meshgitops completion fish | source", "in ~/.config/fish/config.fish"),
            new CommandExample("meshgitops completion pwsh | Out-String | Invoke-Expression", "in the profile of PowerShell"))
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            session.Output.Write(Script(parsed.GetRequiredValue(shell), CompletedCommand.Of(parsed.RootCommandResult.Command)));
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static string Script(string shell, CompletedCommand root) => shell switch
    {
        "bash" => BashCompletion.Write(root),
        "zsh" => ZshCompletion.Write(root),
        "fish" => FishCompletion.Write(root),
        "pwsh" => PwshCompletion.Write(root),
        _ => throw new UsageException($"There is no completion for '{shell}': it is bash, zsh, fish or pwsh."),
    };
}
