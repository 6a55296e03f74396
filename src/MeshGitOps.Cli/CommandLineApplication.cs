using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli;

/// <summary>From the arguments to the exit code; nothing here touches the state of the process.</summary>
internal static class CommandLineApplication
{
    public static int Run(IReadOnlyList<string> arguments, CommandSession session)
    {
        try
        {
            return (int)Invoke(arguments, session);
        }
        catch (Exception problem) when (problem is UsageException or IOException or UnauthorizedAccessException)
        {
            session.Error.WriteLine(SecretText.Redact($"error: {TerminalText.Clean(problem.Message)}"));
            return (int)ExitCode.Usage;
        }
        catch (Exception bug)
        {
            ReportBug(bug, session);
            return (int)ExitCode.InternalError;
        }
    }

    private static ExitCode Invoke(IReadOnlyList<string> arguments, CommandSession session)
    {
        var parsed = CreateRoot(session).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (var error in parsed.Errors)
            {
                session.Error.WriteLine(SecretText.Redact($"error: {TerminalText.Clean(error.Message)}"));
            }

            session.Error.WriteLine($"help: '{NameOf(parsed.CommandResult)} --help' lists what it takes.");
            return ExitCode.Usage;
        }

        return (ExitCode)parsed.Invoke(new InvocationConfiguration
        {
            Output = session.Output,
            Error = session.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>As it is typed: <c>meshgitops addresses reassign</c>.</summary>
    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : command.Command.Name;

    internal static DescribedCommand CreateRoot(CommandSession session)
    {
        var version = new Option<bool>("--version") { Description = "Print the version." };
        var help = new HelpOption { Description = "Print what a command does and takes, with examples." };
        var helpAction = new HelpWithExamples(new HelpAction());
        help.Action = helpAction;
        var options = new CommonOptions();
        var root = new DescribedCommand(
            "meshgitops",
            "Mesh specs and Kubernetes manifests in, checked per-cluster Istio manifests out. Offline.",
            new CommandExample("meshgitops init", "write a small workspace to start from"),
            new CommandExample("meshgitops validate", "check everything, write nothing"),
            new CommandExample("meshgitops fix --diff", "what can be mended by itself"),
            new CommandExample("meshgitops render", "check, then write the manifests of every cluster"),
            new CommandExample("meshgitops render --check --frozen", "in CI: is what is committed up to date?"))
        {
            InitCommand.Create(session),
            ValidateCommand.Create(session, options),
            FixCommand.Create(session, options),
            DiffCommand.Create(session, options),
            RenderCommand.Create(session, options),
            PublishCommand.Create(session, options),
            AddressesCommand.Create(session, options),
            SchemaCommand.Create(session),
            RulesCommand.Create(session, options),
            ExplainCommand.Create(session, options),
            MigrateCommand.Create(session, options),
            CompletionCommand.Create(session),
            version,
            help,
        };
        options.AddRecursive(root);
        root.SetAction(parsed =>
        {
            if (parsed.GetValue(version))
            {
                session.Output.WriteLine($"meshgitops {ToolVersion.Text}");
                return (int)ExitCode.Clean;
            }

            helpAction.Invoke(parsed);
            return (int)ExitCode.Usage;
        });
        return root;
    }

    /// <summary>One line; the stack trace only on demand, since nobody but us can read it.</summary>
    private static void ReportBug(Exception bug, CommandSession session)
    {
        var message = SecretText.Redact(TerminalText.Clean($"{bug.GetType().Name}: {bug.Message}"));
        session.Error.WriteLine(
            $"error: internal error, a bug of meshgitops {ToolVersion.Text}: {message} "
            + "Please report it in the issue tracker of MeshGitOps, with the command and what it prints with MESHGITOPS_DEBUG=1.");
        if (session.Environment("MESHGITOPS_DEBUG") == "1")
        {
            session.Error.WriteLine(SecretText.Redact(bug.ToString()));
        }
    }
}
