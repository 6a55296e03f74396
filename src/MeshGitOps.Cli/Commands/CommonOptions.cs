using System.CommandLine;
using System.Globalization;
using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options that several commands take. One set per run: a symbol remembers the commands that it was added to.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> _color = new("--color")
    {
        Description = "When to colour: auto (a terminal; NO_COLOR and FORCE_COLOR count), always or never.",
        DefaultValueFactory = _ => "auto",
        Recursive = true,
    };

    private readonly Option<int> _parallelism = CreateNumber(
        "--parallelism",
        "Threads to use; the result is the same for any number. Default: one per processor.",
        Environment.ProcessorCount);

    private readonly Option<int> _maxFindings = CreateNumber(
        "--max-findings",
        "How many findings are printed in full: the worst ones where there are more.",
        FindingSelection.DefaultLimit);

    private readonly Option<bool> _all = new("--all") { Description = "Print every finding, file and host." };

    public CommonOptions()
    {
        _color.CompletionSources.Add("auto", "always", "never");
        _color.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("auto" or "always" or "never"))
            {
                result.AddError($"Option '--color' takes auto, always or never, but is '{token.Value}'.");
            }
        });
    }

    public static Argument<string> WorkspacePath() => WithoutOptions(new Argument<string>("PATH")
    {
        Description = "A folder of the workspace; meshgitops.yaml is looked for here and above.",
        DefaultValueFactory = _ => ".",
    });

    /// <summary>System.CommandLine takes a misspelt option for a value of the argument; a path that begins with '-' is written './-'.</summary>
    /// <param name="allowed">A value that begins with '-' and is none.</param>
    public static Argument<T> WithoutOptions<T>(Argument<T> argument, string? allowed = null)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.StartsWith('-') && token.Value != allowed)
                {
                    result.AddError($"Unrecognized option '{token.Value}'.");
                }
                else if (token.Value.Length == 0)
                {
                    result.AddError($"Argument '{argument.Name}' is empty.");
                }
            }
        });
        return argument;
    }

    /// <summary>For the root: every command takes it.</summary>
    public void AddRecursive(Command root) => root.Add(_color);

    /// <summary>For a command that reads a workspace and reports findings.</summary>
    public void AddReporting(Command command)
    {
        command.Add(_parallelism);
        command.Add(_maxFindings);
        command.Add(_all);
    }

    public TextStyle OutputStyle(ParseResult parsed, CommandSession session)
    {
        var choice = parsed.GetValue(_color) switch
        {
            "always" => ColorChoice.Always,
            "never" => ColorChoice.Never,
            _ => ColorChoice.Auto,
        };
        return TextStyle.Choose(choice, session.Environment, session.OutputIsTerminal);
    }

    public ReportOptions Read(ParseResult parsed, CommandSession session) => new(
        OutputStyle(parsed, session),
        parsed.GetValue(_parallelism),
        parsed.GetValue(_all) ? int.MaxValue : parsed.GetValue(_maxFindings),
        parsed.GetValue(_all) ? int.MaxValue : ReportOptions.DefaultListLimit);

    private static Option<int> CreateNumber(string name, string description, int fallback) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => fallback,
        HelpName = "N",
        CustomParser = result =>
        {
            var written = result.Tokens[0].Value;
            if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            {
                return number;
            }

            result.AddError($"Option '{name}' takes a number of at least 1, but is '{written}'.");
            return fallback;
        },
    };
}
